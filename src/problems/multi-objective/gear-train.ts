import { box } from "../problem.js";
import {
  evenly,
  type MultiObjectiveProblem,
  multiObjectiveProblem,
  roundHalfEven,
} from "./problem.js";

const RATIO = 6.931;

const known = {
  bounds: box(4, 12, 60),
  ideal: [7.89473684213e-5, 12, 0],
  nadir: [5.931, 56, 0.355720675227],
} as const;

function evaluate(x: ArrayLike<number>, teeth: (count: number) => number): number[] {
  const [a, b, c, d] = [teeth(x[0]!), teeth(x[1]!), teeth(x[2]!), teeth(x[3]!)];
  const error = Math.abs(RATIO - (c / a) * (d / b));
  return [error, Math.max(a, b, c, d), Math.max(0, error / RATIO - 0.5)];
}

/** RE36, gear train: error of the ratio, largest wheel, excess error; teeth are whole numbers. */
export const re36: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE36",
  ...known,
  hypervolume: 1.0059624890382002,
  exact: false,
  evaluate: (x) => evaluate(x, roundHalfEven),
});

/** RE36 with teeth in fractions, as published comparisons evaluate it, under the same scale. */
export const re36Relaxed: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE36-relaxed",
  ...known,
  ideal: [0, 12, 0],
  nadir: [5.931, 31.592150923924127, 5.931 / RATIO - 0.5],
  scale: known.ideal.map((best, o) => known.nadir[o]! - best),
  reference: known.ideal.map((best, o) => best + 1.1 * (known.nadir[o]! - best)),
  hypervolume: 1.0205077068486992,
  exact: true,
  evaluate: (x) => evaluate(x, (count) => count),
  paretoSet: (n) => evenly(n, 12, 12 * Math.sqrt(RATIO)).map((wheel) => [12, 12, wheel, wheel]),
});
