import { pow } from "../core/math.js";
import { checkDimension } from "./check.js";
import { box, type Problem, problem } from "./problem.js";

/** Dixon and Price: a chain of valleys, each bent by the input before. */
export function dixonPrice(d: number): Problem {
  checkDimension(d, 1);
  const halvings = (i: number) => pow(2, i);
  return problem({
    name: `DixonPrice${d}`,
    bounds: box(d, -10, 10),
    optimum: 0,
    minimizers: [Array.from({ length: d }, (_, i) => pow(2, 2 / halvings(i + 1) - 1))],
    evaluate(x) {
      let sum = (x[0]! - 1) * (x[0]! - 1);
      for (let i = 1; i < d; i++) {
        const gap = 2 * x[i]! * x[i]! - x[i - 1]!;
        sum += (i + 1) * gap * gap;
      }
      return sum;
    },
  });
}
