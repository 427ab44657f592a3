import * as main from "../../../build/dist/index.js";
import * as problems from "../../../build/dist/problems/index.js";
import { analyticTasks } from "./analytic.mjs";
import { ehrlich } from "./ehrlich.mjs";
import { superconductor } from "./superconductor.mjs";
import { tfbind8 } from "./tfbind8.mjs";

/** Makers by name; a maker gives null where its data are absent. */
export function taskMakers() {
  const analytic = analyticTasks({ ...problems, ...main });
  return {
    TFBind8: tfbind8,
    Superconductor: superconductor,
    "Superconductor raw": () => superconductor({ raw: true }),
    Branin: analytic[0],
    Hartmann6: analytic[1],
    Levy10: analytic[2],
    Ackley20: analytic[3],
    Rastrigin20: analytic[4],
    Rosenbrock20: analytic[5],
    Ehrlich15: () => ehrlich("ehrlich_V20_L15_c2_k4_q4_s0", "Ehrlich15"),
    Ehrlich32: () => ehrlich("ehrlich_V32_L32_c2_k4_q4_s0", "Ehrlich32"),
  };
}
