import { cos } from "../core/math.js";
import { checkDimension } from "./check.js";
import { box, diagonal, type Problem, problem } from "./problem.js";

/** Rastrigin: a bowl with a regular grid of local minima. */
export function rastrigin(d: number): Problem {
  checkDimension(d, 1);
  return problem({
    name: `Rastrigin${d}`,
    bounds: box(d, -5.12, 5.12),
    optimum: 0,
    minimizers: [diagonal(d, 0)],
    evaluate(x) {
      let sum = 10 * d;
      for (let i = 0; i < d; i++) sum += x[i]! * x[i]! - 10 * cos(2 * Math.PI * x[i]!);
      return sum;
    },
  });
}
