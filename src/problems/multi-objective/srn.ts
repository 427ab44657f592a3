import { cos, sin } from "../../core/math.js";
import { box } from "../problem.js";
import { evenly, type MultiObjectiveProblem, multiObjectiveProblem } from "./problem.js";

/** Where the straight part of the front meets the circle of radius 15, at x1 = −5/2. */
const CORNER = Math.sqrt(225 - 6.25);

/** Angles on that circle: of the corner, arccos(−1/6), and of the least f2. */
const [FIRST, LAST] = [1.7382444060145859, 1.899410666831129];

/** Designs on a constraint are laid so far inside, where rounding does not lead out. */
const INSIDE = 1e-12;

/**
 * SRN of Srinivas and Deb 1994, two constraints. f1 + f2 depends on x1 alone and is least at −5/2, so
 * that the front is straight between the constraints; beyond, it follows the line x1 = 3 x2 − 10 to
 * the least f1 and the circle to the least f2. The usual pictures end with the straight part.
 *
 * The hypervolume is that of the three parts by Gauss–Legendre quadrature.
 */
export const srn: MultiObjectiveProblem = multiObjectiveProblem({
  name: "SRN",
  bounds: box(2, -20, 20),
  ideal: [10.1, -217.7390209742557],
  nadir: [222.969196025203, 2.61],
  hypervolume: 0.750761277916021,
  exact: true,
  evaluate(x) {
    const [a, b] = [x[0]! - 2, x[1]! - 1];
    return [a * a + b * b + 2, 9 * x[0]! - b * b];
  },
  constraints: (x) => [x[0]! * x[0]! + x[1]! * x[1]! - 225, x[0]! - 3 * x[1]! + 10],
  paretoSet(n) {
    const end = Math.max(Math.ceil(0.1 * n), 2);
    const straight = Math.max(n - 2 * end, 2);
    const radius = 15 - INSIDE;
    return [
      ...evenly(end, 3.7, 2.5).map((b) => [3 * b - 10 - INSIDE, b]),
      ...evenly(straight, 2.5, CORNER - INSIDE).map((b) => [-2.5, b]),
      ...evenly(end, FIRST, LAST).map((t) => [radius * cos(t), radius * sin(t)]),
    ];
  },
});
