import * as main from "steinbock/slim";
import * as gp from "steinbock/slim/gp";
import * as offline from "steinbock/slim/offline";
import * as pareto from "steinbock/slim/pareto";
import * as problems from "steinbock/slim/problems";
import { hash } from "./hash.mjs";

await main.load(new URL("steinbock/core.wasm", import.meta.url));
globalThis.result = await hash({ main, gp, offline, pareto, problems });
