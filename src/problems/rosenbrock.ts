import { log } from "../core/math.js";
import { checkDimension } from "./check.js";
import { box, diagonal, type Problem, problem } from "./problem.js";

/** Rosenbrock: a curved valley that is easy to find and slow to follow. */
export function rosenbrock(d: number): Problem {
  checkDimension(d, 2);
  return problem({
    name: `Rosenbrock${d}`,
    bounds: box(d, -5, 10),
    optimum: 0,
    minimizers: [diagonal(d, 1)],
    evaluate(x) {
      let sum = 0;
      for (let i = 0; i < d - 1; i++) {
        const bend = x[i + 1]! - x[i]! * x[i]!;
        sum += 100 * bend * bend + (x[i]! - 1) * (x[i]! - 1);
      }
      return sum;
    },
  });
}

/** ln(f + 0.5) of Rosenbrock (De Ath et al. 2019). */
export function logRosenbrock(d: number): Problem {
  const plain = rosenbrock(d);
  return problem({
    name: `LogRosenbrock${d}`,
    bounds: plain.bounds,
    optimum: -log(2),
    minimizers: plain.minimizers,
    evaluate: (x) => log(plain.evaluate(x) + 0.5),
  });
}
