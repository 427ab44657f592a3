import { cos } from "../core/math.js";
import { type Problem, problem } from "./problem.js";

const BOUNDS = [
  [-5, 10],
  [0, 15],
] as const;

function value(x: ArrayLike<number>): number {
  const [a, b] = [x[0]!, x[1]!];
  const curve = b - (5.1 / (4 * Math.PI * Math.PI)) * a * a + (5 / Math.PI) * a - 6;
  return curve * curve + 10 * (1 - 1 / (8 * Math.PI)) * cos(a) + 10;
}

/** Branin: three equal minima in smooth valleys. */
export const branin: Problem = problem({
  name: "Branin",
  bounds: BOUNDS,
  optimum: 0.397887357729738,
  minimizers: [
    [-Math.PI, 12.275],
    [Math.PI, 2.275],
    [3 * Math.PI, 2.475],
  ],
  evaluate: value,
});

/** Branin tilted by 5 x1, which leaves one global minimum (Forrester et al. 2008). */
export const braninForrester: Problem = problem({
  name: "BraninForrester",
  bounds: BOUNDS,
  optimum: -16.644021570843,
  minimizers: [[-3.68928527256105, 13.6299877289449]],
  evaluate: (x) => value(x) + 5 * x[0]!,
});
