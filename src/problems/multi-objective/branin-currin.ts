import { exp } from "../../core/math.js";
import { branin } from "../branin.js";
import { box } from "../problem.js";
import { type MultiObjectiveProblem, multiObjectiveProblem } from "./problem.js";

/** Currin's function; at b = 0 its limit. */
function currin(a: number, b: number): number {
  const edge = b > 0 ? 1 - exp(-1 / (2 * b)) : 1;
  const above = 2300 * a * a * a + 1900 * a * a + 2092 * a + 60;
  return (edge * above) / (100 * a * a * a + 500 * a * a + 4 * a + 20);
}

/** Branin against Currin, as in BoTorch, whose reference and largest hypervolume these are. */
export const braninCurrin: MultiObjectiveProblem = multiObjectiveProblem({
  name: "BraninCurrin",
  bounds: box(2, 0, 1),
  ideal: [0.397887357729738, 1.1804080208620997],
  nadir: [17.508299515778166, 5.686144051643406],
  scale: [1, 1],
  reference: [18, 6],
  hypervolume: 59.36011874867746,
  exact: false,
  evaluate: (x) => [branin.evaluate([15 * x[0]! - 5, 15 * x[1]!]), currin(x[0]!, x[1]!)],
});

/**
 * The same where Branin's inputs lie in a disc of radius √50 around (2.5, 7.5), as in BoTorch, whose
 * reference this is. Its largest hypervolume, 608.4004, is of a front by NSGA-II; this one is of
 * 2,084 points that an evolution of the front from a grid of 4,001² found.
 */
export const constrainedBraninCurrin: MultiObjectiveProblem = multiObjectiveProblem({
  ...braninCurrin,
  name: "ConstrainedBraninCurrin",
  ideal: [0.39788735772973816, 3.66945355],
  nadir: [71.47117299, 11.02345989],
  scale: [1, 1],
  reference: [80, 12],
  hypervolume: 609.3308203863708,
  exact: false,
  constraints(x) {
    const [a, b] = [15 * x[0]! - 7.5, 15 * x[1]! - 7.5];
    return [a * a + b * b - 50];
  },
});
