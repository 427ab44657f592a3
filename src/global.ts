/**
 * The script for pages without modules: `steinbock.Study`, and every further entry under its name,
 * `steinbock.gp.GaussianProcess`.
 */
export * as acquisition from "./acquisition/index.js";
export * as gp from "./gp/index.js";
export * from "./index.js";
export * as linalg from "./linalg/index.js";
export * as offline from "./offline/index.js";
export * as pareto from "./pareto-set/index.js";
export * as problems from "./problems/index.js";
export * as storage from "./storage/index.js";
export * as worker from "./worker/index.js";
