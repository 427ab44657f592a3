import { sin } from "../core/math.js";
import { checkDimension } from "./check.js";
import { box, type Problem, problem } from "./problem.js";

/** The best value of each input, which the sum leaves independent of the others. */
const BEST = [
  2.2029055202, 1.5707963268, 1.2849915706, 1.9230584699, 1.7204697726, 1.5707963268, 1.4544139714,
  1.7560865209, 1.6557174168, 1.5707963268,
];

/** sin(x) · sin(i x² / π)²⁰, for i from 1. */
function valley(x: number, i: number): number {
  const wave = sin((i * x * x) / Math.PI);
  const p4 = wave * wave * wave * wave;
  return sin(x) * p4 * p4 * p4 * p4 * p4;
}

/** Michalewicz with m = 10: steep valleys in a plain, d! local minima. Up to ten inputs. */
export function michalewicz(d: number): Problem {
  checkDimension(d, 1, BEST.length);
  const evaluate = (x: ArrayLike<number>) => {
    let sum = 0;
    for (let i = 0; i < d; i++) sum -= valley(x[i]!, i + 1);
    return sum;
  };
  const best = BEST.slice(0, d);
  return problem({
    name: `Michalewicz${d}`,
    bounds: box(d, 0, Math.PI),
    optimum: evaluate(best),
    minimizers: [best],
    evaluate,
  });
}
