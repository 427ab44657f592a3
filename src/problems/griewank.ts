import { cos } from "../core/math.js";
import { checkDimension } from "./check.js";
import { box, diagonal, type Problem, problem } from "./problem.js";

/**
 * Griewank: a wide bowl with regular ripples.
 *
 * @param reach half the width of the box; 600 in the literature, 5 in De Ath et al. 2019
 */
export function griewank(d: number, reach = 600): Problem {
  checkDimension(d, 1);
  return problem({
    name: `Griewank${d}`,
    bounds: box(d, -reach, reach),
    optimum: 0,
    minimizers: [diagonal(d, 0)],
    evaluate(x) {
      let sum = 0;
      let product = 1;
      for (let i = 0; i < d; i++) {
        sum += x[i]! * x[i]!;
        product *= cos(x[i]! / Math.sqrt(i + 1));
      }
      return sum / 4000 - product + 1;
    },
  });
}
