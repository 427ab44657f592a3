import { cos } from "../../core/math.js";
import { InputError } from "../../errors.js";
import { box, type Problem, problem } from "../problem.js";

const BEST: Readonly<Record<number, readonly [optimum: number, minimizer: readonly number[]]>> = {
  2: [-0.36497974587066, [1.60086043238964, 0.4684980556865]],
  10: [
    -0.747310361526121,
    [
      3.12389036947018, 3.06915487391062, 3.01428232450505, 2.95758837246112, 1.46604136859471,
      0.368058518419813, 0.363482318724849, 0.359120644783366, 0.354954277154488, 0.350966644334169,
    ],
  ],
  20: [
    -0.803619104125588,
    [
      3.16246063177087, 3.12833144359382, 3.09479215394671, 3.06145061956941, 3.02792918034125,
      2.99382607194273, 2.95866873645981, 2.92184226820162, 0.494825154978611, 0.488357109561768,
      0.482316438314878, 0.476644722390061, 0.471295500123459, 0.466230997878688, 0.461420053283672,
      0.456836645302589, 0.452458750142668, 0.448267623783568, 0.444246995685908, 0.440382855515413,
    ],
  ],
};

/**
 * Keane's bump: a steep ripple whose best point lies on the edge of the product constraint.
 * The origin, which that excludes, has the value 0. For d = 2, 10 and 20.
 */
export function keaneBump(d: number): Problem {
  if (!Object.hasOwn(BEST, d)) {
    throw new InputError("d", d, "give 2, 10 or 20, whose optimum is known");
  }
  const [optimum, minimizer] = BEST[d]!;
  return problem({
    name: `KeaneBump${d}`,
    bounds: box(d, 0, 10),
    optimum,
    minimizers: [minimizer],
    evaluate(x) {
      let sum = 0;
      let product = 1;
      let squares = 0;
      for (let i = 0; i < d; i++) {
        const c = cos(x[i]!);
        sum += c * c * c * c;
        product *= c * c;
        squares += (i + 1) * x[i]! * x[i]!;
      }
      return squares === 0 ? 0 : -Math.abs(sum - 2 * product) / Math.sqrt(squares);
    },
    constraints(x) {
      let product = 1;
      let sum = 0;
      for (let i = 0; i < d; i++) {
        product *= x[i]!;
        sum += x[i]!;
      }
      return [0.75 - product, sum - 7.5 * d];
    },
  });
}
