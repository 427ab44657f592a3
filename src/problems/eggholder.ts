import { sin } from "../core/math.js";
import { box, type Problem, problem } from "./problem.js";

/** Eggholder: many deep local minima, the best one on the edge of the box. */
export const eggholder: Problem = problem({
  name: "Eggholder",
  bounds: box(2, -512, 512),
  optimum: -959.640662720851,
  minimizers: [[512, 404.231805113758]],
  evaluate(x) {
    const [a, b] = [x[0]!, x[1]! + 47];
    return -b * sin(Math.sqrt(Math.abs(b + a / 2))) - a * sin(Math.sqrt(Math.abs(a - b)));
  },
});
