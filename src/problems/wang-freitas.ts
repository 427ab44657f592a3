import { exp } from "../core/math.js";
import { type Problem, problem } from "./problem.js";

/** Wang and de Freitas: a wide valley that deceives, and a narrow one that holds the minimum. */
export const wangFreitas: Problem = problem({
  name: "WangFreitas",
  bounds: [[0, 1]],
  optimum: -4,
  minimizers: [[0.9]],
  evaluate(x) {
    const wide = (x[0]! - 0.1) / 0.1;
    const narrow = (x[0]! - 0.9) / 0.01;
    return -(2 * exp(-0.5 * wide * wide) + 4 * exp(-0.5 * narrow * narrow));
  },
});
