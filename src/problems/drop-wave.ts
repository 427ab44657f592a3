import { cos } from "../core/math.js";
import { box, type Problem, problem } from "./problem.js";

/** Drop wave: rings around the minimum. */
export const dropWave: Problem = problem({
  name: "DropWave",
  bounds: box(2, -5.12, 5.12),
  optimum: -1,
  minimizers: [[0, 0]],
  evaluate(x) {
    const squares = x[0]! * x[0]! + x[1]! * x[1]!;
    return -(1 + cos(12 * Math.sqrt(squares))) / (0.5 * squares + 2);
  },
});
