/** The fingerprint of the built modules, as a plain page or Node imports them. */
import * as gp from "../../build/dist/gp/index.js";
import * as main from "../../build/dist/index.js";
import * as offline from "../../build/dist/offline/index.js";
import * as pareto from "../../build/dist/pareto-set/index.js";
import * as problems from "../../build/dist/problems/index.js";
import { fingerprint } from "./fingerprint.mjs";

globalThis.result = await fingerprint({ ...problems, ...gp, ...pareto, ...main, offline });
