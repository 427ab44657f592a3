/** The fingerprint of the sources in one bundle, with the core's own tables. */
import * as math from "../../src/core/math.js";
import * as gp from "../../src/gp/index.js";
import * as main from "../../src/index.js";
import * as offline from "../../src/offline/index.js";
import * as pareto from "../../src/pareto-set/index.js";
import * as problems from "../../src/problems/index.js";
import * as random from "../../src/random/index.js";
import { fingerprint } from "./fingerprint.mjs";

globalThis.result = await fingerprint(
  { ...problems, ...gp, ...pareto, ...main, offline },
  { math, random },
);
