import { box } from "../problem.js";
import { type MultiObjectiveProblem, multiObjectiveProblem } from "./problem.js";

/** RE34, vehicle crash: mass, acceleration, intrusion (VehicleSafety of BoTorch). */
export const re34: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE34",
  bounds: box(5, 1, 3),
  ideal: [1661.7078225, 6.14280000608, 0.0394],
  nadir: [1695.2002035, 10.7454, 0.26399999965],
  hypervolume: 1.0505616850845196,
  exact: false,
  evaluate(x) {
    const [a, b, c, d, e] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!];
    return [
      1640.2823 + 2.3573285 * a + 2.3220035 * b + 4.5688768 * c + 7.7213633 * d + 4.4559504 * e,
      6.5856 +
        1.15 * a -
        1.0427 * b +
        0.9738 * c +
        0.8364 * d -
        0.3695 * a * d +
        0.0861 * a * e +
        0.3628 * b * d -
        0.1106 * a * a -
        0.3437 * c * c +
        0.1764 * d * d,
      -0.0551 +
        0.0181 * a +
        0.1024 * b +
        0.0421 * c -
        0.0073 * a * b +
        0.024 * b * c -
        0.0118 * b * d -
        0.0204 * c * d -
        0.008 * c * e -
        0.0241 * b * b +
        0.0109 * d * d,
    ];
  },
});
