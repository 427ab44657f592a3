import { exp, log } from "../core/math.js";
import { box, type Problem, problem } from "./problem.js";

const ALPHA = [1, 1.2, 3, 3.2];

const A3 = [
  [3, 10, 30],
  [0.1, 10, 35],
  [3, 10, 30],
  [0.1, 10, 35],
];
/** In units of 1e-4, as the literature prints them. */
const P3 = [
  [3689, 1170, 2673],
  [4699, 4387, 7470],
  [1091, 8732, 5547],
  [381, 5743, 8828],
];

const A6 = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const P6 = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];

/** Four Gaussian wells of different shapes. */
function wells(x: ArrayLike<number>, a: number[][], p: number[][]): number {
  let value = 0;
  for (let i = 0; i < 4; i++) {
    let distance = 0;
    for (let j = 0; j < a[i]!.length; j++) {
      const gap = x[j]! - 1e-4 * p[i]![j]!;
      distance += a[i]![j]! * gap * gap;
    }
    value -= ALPHA[i]! * exp(-distance);
  }
  return value;
}

/** Hartmann in three inputs: four local minima. */
export const hartmann3: Problem = problem({
  name: "Hartmann3",
  bounds: box(3, 0, 1),
  optimum: -3.86277978733266,
  minimizers: [[0.114588876655069, 0.55564889461693, 0.852546984686677]],
  evaluate: (x) => wells(x, A3, P3),
});

const SIX = {
  bounds: box(6, 0, 1),
  minimizers: [
    [
      0.201689511006705, 0.150010691823458, 0.476873974221897, 0.275332430494056, 0.311651616600113,
      0.65730053406562,
    ],
  ],
} as const;

/** Hartmann in six inputs: six local minima. */
export const hartmann6: Problem = problem({
  name: "Hartmann6",
  ...SIX,
  optimum: -3.32236801141551,
  evaluate: (x) => wells(x, A6, P6),
});

/** -ln(-f) of Hartmann in six inputs, "modified Hartmann" in De Ath et al. 2019. */
export const logHartmann6: Problem = problem({
  name: "LogHartmann6",
  ...SIX,
  optimum: -1.20067778513236,
  evaluate: (x) => -log(-wells(x, A6, P6)),
});
