import { log } from "../core/math.js";
import { checkDimension } from "./check.js";
import { box, diagonal, type Problem, problem } from "./problem.js";

const MINIMIZER = -2.90353402777118;
const MINIMUM = -39.1661657037714;

/** Styblinski and Tang: two minima in each input. */
export function styblinskiTang(d: number): Problem {
  checkDimension(d, 1);
  return problem({
    name: `StyblinskiTang${d}`,
    bounds: box(d, -5, 5),
    optimum: d * MINIMUM,
    minimizers: [diagonal(d, MINIMIZER)],
    evaluate(x) {
      let sum = 0;
      for (let i = 0; i < d; i++) {
        const s = x[i]! * x[i]!;
        sum += s * s - 16 * s + 5 * x[i]!;
      }
      return sum / 2;
    },
  });
}

const ten = styblinskiTang(10);

/** ln(f + 400) of Styblinski and Tang in ten inputs (De Ath et al. 2019). */
export const logStyblinskiTang: Problem = problem({
  name: "LogStyblinskiTang",
  bounds: ten.bounds,
  optimum: 2.12086451105283,
  minimizers: ten.minimizers,
  evaluate: (x) => log(ten.evaluate(x) + 400),
});
