/** Four-bar and two-bar truss: RE21 and RE31 of the suite of Tanabe and Ishibuchi 2020. */
import { evenly, type MultiObjectiveProblem, multiObjectiveProblem, violation } from "./problem.js";

const SQRT2 = Math.SQRT2;

/**
 * RE21, four-bar truss: volume against displacement of the joint. The front and its extremes are
 * those of the formula; figures of the first release of the suite are ten times too small in f2.
 */
export const re21: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE21",
  bounds: [
    [1, 3],
    [SQRT2, 3],
    [SQRT2, 3],
    [1, 3],
  ],
  ideal: [1237.8414230005442, 0.0027614237491539674],
  nadir: [2886.3695604244012, 0.04],
  hypervolume: 0.8891487758552226,
  exact: true,
  evaluate(x) {
    const [a, b, c, e] = [x[0]!, x[1]!, x[2]!, x[3]!];
    return [
      200 * (2 * a + SQRT2 * b + Math.sqrt(c) + e),
      0.01 * (2 / a + (2 * SQRT2) / b - (2 * SQRT2) / c + 2 / e),
    ];
  },
  // With a multiplier μ between the objectives each bar has an area of its own: a ∝ √μ, clipped.
  paretoSet(n) {
    const clip = (area: number, low: number) => Math.min(Math.max(area, low), 3);
    return evenly(n, 1, 3 * SQRT2).map((root) => {
      return [clip(root / SQRT2, 1), clip(root, SQRT2), SQRT2, clip(root, 1)];
    });
  },
});

/** RE31, two-bar truss: volume, stress, and what the constraints lack. */
export const re31: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE31",
  bounds: [
    [0.00001, 100],
    [0.00001, 100],
    [1, 3],
  ],
  ideal: [5.53731918799e-5, 0.333333333333, 0],
  nadir: [500.002668442, 8246211.25124, 19359919.7502],
  hypervolume: 1.3309988287125125,
  exact: false,
  evaluate(x) {
    const [a, b, height] = [x[0]!, x[1]!, x[2]!];
    const long = Math.sqrt(16 + height * height);
    const short = Math.sqrt(1 + height * height);
    const volume = a * long + b * short;
    const stress = (20 * long) / (a * height);
    const other = (80 * short) / (height * b);
    return [volume, stress, violation([0.1 - volume, 100_000 - stress, 100_000 - other])];
  },
});
