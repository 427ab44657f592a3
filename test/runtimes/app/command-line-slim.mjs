import { readFileSync } from "node:fs";
import * as main from "steinbock/slim";
import * as gp from "steinbock/slim/gp";
import * as offline from "steinbock/slim/offline";
import * as pareto from "steinbock/slim/pareto";
import * as problems from "steinbock/slim/problems";
import { hash } from "./hash.mjs";

main.loadSync(readFileSync(new URL(import.meta.resolve("steinbock/core.wasm"))));
console.log(await hash({ main, gp, offline, pareto, problems }));
