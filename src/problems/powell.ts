import { InputError } from "../errors.js";
import { box, diagonal, type Problem, problem } from "./problem.js";

/** Powell's singular function, whose Hessian is singular at the minimum; d a multiple of four. */
export function powell(d: number): Problem {
  if (!(Number.isSafeInteger(d) && d >= 4 && d % 4 === 0)) {
    throw new InputError("d", d, "give a multiple of four");
  }
  return problem({
    name: `Powell${d}`,
    bounds: box(d, -4, 5),
    optimum: 0,
    minimizers: [diagonal(d, 0)],
    evaluate(x) {
      let sum = 0;
      for (let i = 0; i < d; i += 4) {
        const [a, b, c, e] = [x[i]!, x[i + 1]!, x[i + 2]!, x[i + 3]!];
        const line = a + 10 * b;
        const slope = c - e;
        const inner = (b - 2 * c) * (b - 2 * c);
        const outer = (a - e) * (a - e);
        sum += line * line + 5 * slope * slope + inner * inner + 10 * outer * outer;
      }
      return sum;
    },
  });
}
