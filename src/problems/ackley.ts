import { cos, exp } from "../core/math.js";
import { checkDimension } from "./check.js";
import { box, diagonal, type Problem, problem } from "./problem.js";

/** Ackley: an almost flat plain of ripples around one deep hole. */
export function ackley(d: number): Problem {
  checkDimension(d, 1);
  return problem({
    name: `Ackley${d}`,
    bounds: box(d, -32.768, 32.768),
    optimum: 0,
    minimizers: [diagonal(d, 0)],
    evaluate(x) {
      let squares = 0;
      let waves = 0;
      for (let i = 0; i < d; i++) {
        squares += x[i]! * x[i]!;
        waves += cos(2 * Math.PI * x[i]!);
      }
      return 20 - 20 * exp(-0.2 * Math.sqrt(squares / d)) + (exp(1) - exp(waves / d));
    },
  });
}
