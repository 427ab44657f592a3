/** Problems of Van Veldhuizen and Lamont 1999. */
import { exp, sin } from "../../core/math.js";
import { checkDimension } from "../check.js";
import { box, diagonal } from "../problem.js";
import { evenly, type MultiObjectiveProblem, multiObjectiveProblem } from "./problem.js";

/** VLMOP1 (Schaffer): two parabolas of one input. */
export const vlmop1: MultiObjectiveProblem = multiObjectiveProblem({
  name: "VLMOP1",
  bounds: box(1, -2, 4),
  ideal: [0, 0],
  nadir: [4, 4],
  scale: [1, 1],
  hypervolume: 4.4 * 4.4 - 8 / 3,
  exact: true,
  evaluate: (x) => [x[0]! * x[0]!, (x[0]! - 2) * (x[0]! - 2)],
  paretoSet: (n) => evenly(n, 0, 2).map((t) => [t]),
});

/** VLMOP2 (Fonseca and Fleming): two bells; the front is concave and does not depend on d. */
export function vlmop2(d: number): MultiObjectiveProblem {
  checkDimension(d, 1);
  const center = 1 / Math.sqrt(d);
  const bell = (x: ArrayLike<number>, at: number) => {
    let sum = 0;
    for (let i = 0; i < d; i++) sum += (x[i]! - at) * (x[i]! - at);
    return 1 - exp(-sum);
  };
  const worst = 0.9816843611112658;
  return multiObjectiveProblem({
    name: `VLMOP2-${d}`,
    bounds: box(d, -2, 2),
    ideal: [0, 0],
    nadir: [worst, worst],
    scale: [1, 1],
    reference: [1.1, 1.1],
    hypervolume: 0.5521155931198941,
    exact: true,
    evaluate: (x) => [bell(x, center), bell(x, -center)],
    paretoSet: (n) => evenly(n, -center, center).map((t) => diagonal(d, t)),
  });
}

/** VLMOP3 (Viennet): three objectives of two inputs, a front in pieces of curves and surfaces. */
export const vlmop3: MultiObjectiveProblem = multiObjectiveProblem({
  name: "VLMOP3",
  bounds: box(2, -3, 3),
  ideal: [0, 15, -0.1],
  nadir: [10, 60, 1],
  scale: [1, 1, 1],
  reference: [11, 66, 1.1],
  hypervolume: 671.71,
  exact: false,
  evaluate(x) {
    const [a, b] = [x[0]!, x[1]!];
    const r = a * a + b * b;
    const first = 3 * a - 2 * b + 4;
    const second = a - b + 1;
    return [
      0.5 * r + sin(r),
      (first * first) / 8 + (second * second) / 27 + 15,
      1 / (r + 1) - 1.1 * exp(-r),
    ];
  },
});
