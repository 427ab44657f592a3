/** What an application imports. */
export * as main from "steinbock";
export * as gp from "steinbock/gp";
export * as offline from "steinbock/offline";
export * as pareto from "steinbock/pareto";
export * as problems from "steinbock/problems";
