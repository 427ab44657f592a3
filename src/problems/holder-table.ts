import { cos, exp, sin } from "../core/math.js";
import { box, type Problem, problem } from "./problem.js";

/** Hölder table: four equal minima near the corners. */
export const holderTable: Problem = problem({
  name: "HolderTable",
  bounds: box(2, -10, 10),
  optimum: -19.2085025678867,
  minimizers: [
    [8.05502347573656, 9.66459001924127],
    [-8.05502347573656, 9.66459001924127],
    [8.05502347573656, -9.66459001924127],
    [-8.05502347573656, -9.66459001924127],
  ],
  evaluate(x) {
    const [a, b] = [x[0]!, x[1]!];
    const radius = Math.sqrt(a * a + b * b);
    return -Math.abs(sin(a) * cos(b) * exp(Math.abs(1 - radius / Math.PI)));
  },
});
