import { log } from "../core/math.js";
import { box, type Problem, problem } from "./problem.js";

/** Three-hump camel: two local minima beside the global one. */
export const threeHumpCamel: Problem = problem({
  name: "ThreeHumpCamel",
  bounds: box(2, -5, 5),
  optimum: 0,
  minimizers: [[0, 0]],
  evaluate(x) {
    const [a, b] = [x[0]!, x[1]!];
    const s = a * a;
    return 2 * s - 1.05 * s * s + (s * s * s) / 6 + a * b + b * b;
  },
});

function sixHumps(x: ArrayLike<number>): number {
  const [a, b] = [x[0]!, x[1]!];
  const s = a * a;
  const t = b * b;
  return (4 - 2.1 * s + (s * s) / 3) * s + a * b + (-4 + 4 * t) * t;
}

const SIX = {
  bounds: [
    [-3, 3],
    [-2, 2],
  ],
  minimizers: [
    [0.0898420131003181, -0.71265640302074],
    [-0.0898420131003181, 0.71265640302074],
  ],
} as const;

/** Six-hump camel: two equal global minima among six. */
export const sixHumpCamel: Problem = problem({
  name: "SixHumpCamel",
  ...SIX,
  optimum: -1.03162845348988,
  evaluate: sixHumps,
});

/** ln(f + 1.0316 + 1e-4) of the six-hump camel (De Ath et al. 2019): a needle at each minimum. */
export const logSixHumpCamel: Problem = problem({
  name: "LogSixHumpCamel",
  ...SIX,
  optimum: -9.54516282851616,
  evaluate: (x) => log(sixHumps(x) + 1.0316 + 1e-4),
});
