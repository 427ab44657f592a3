import { box } from "../problem.js";
import { type MultiObjectiveProblem, multiObjectiveProblem } from "./problem.js";

/** RE37, rocket injector: face and tip temperature, distance to the hot spot. */
export const re37: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE37",
  bounds: box(4, 0, 1),
  ideal: [0.00889341391106, 0.00488, -0.431499999825],
  nadir: [0.98949120096, 0.956587924661, 0.987530948586],
  hypervolume: 0.8471959081902029,
  exact: false,
  evaluate(x) {
    const [a, h, o, t] = [x[0]!, x[1]!, x[2]!, x[3]!];
    return [
      0.692 +
        0.477 * a -
        0.687 * h -
        0.08 * o -
        0.065 * t -
        0.167 * a * a -
        0.0129 * h * a +
        0.0796 * h * h -
        0.0634 * o * a -
        0.0257 * o * h +
        0.0877 * o * o -
        0.0521 * t * a +
        0.00156 * t * h +
        0.00198 * t * o +
        0.0184 * t * t,
      0.153 -
        0.322 * a +
        0.396 * h +
        0.424 * o +
        0.0226 * t +
        0.175 * a * a +
        0.0185 * h * a -
        0.0701 * h * h -
        0.251 * o * a +
        0.179 * o * h +
        0.015 * o * o +
        0.0134 * t * a +
        0.0296 * t * h +
        0.0752 * t * o +
        0.0192 * t * t,
      0.37 -
        0.205 * a +
        0.0307 * h +
        0.108 * o +
        1.019 * t -
        0.135 * a * a +
        0.0141 * h * a +
        0.0998 * h * h +
        0.208 * o * a -
        0.0301 * o * h -
        0.226 * o * o +
        0.353 * t * a -
        0.0497 * t * o -
        0.423 * t * t +
        0.202 * h * a * a -
        0.281 * o * a * a -
        0.342 * h * h * a -
        0.245 * h * h * o +
        0.281 * o * o * h -
        0.184 * t * t * a -
        0.281 * h * a * o,
    ];
  },
});
