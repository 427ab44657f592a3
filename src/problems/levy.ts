import { sin } from "../core/math.js";
import { checkDimension } from "./check.js";
import { box, diagonal, type Problem, problem } from "./problem.js";

const square = (x: number) => x * x;

/** Levy: waves on a bowl that is flat along the first inputs. */
export function levy(d: number): Problem {
  checkDimension(d, 1);
  return problem({
    name: `Levy${d}`,
    bounds: box(d, -10, 10),
    optimum: 0,
    minimizers: [diagonal(d, 1)],
    evaluate(x) {
      const w = (i: number) => 1 + (x[i]! - 1) / 4;
      let sum = square(sin(Math.PI * w(0)));
      for (let i = 0; i < d - 1; i++) {
        sum += square(w(i) - 1) * (1 + 10 * square(sin(Math.PI * w(i) + 1)));
      }
      const last = w(d - 1);
      return sum + square(last - 1) * (1 + square(sin(2 * Math.PI * last)));
    },
  });
}
