import { log, pow } from "../core/math.js";
import { checkDimension } from "./check.js";
import { box, diagonal, type Problem, problem } from "./problem.js";

/** Sobol's g-function with all coefficients 1: kinks in every input. */
export function gSobol(d: number): Problem {
  checkDimension(d, 1);
  return problem({
    name: `GSobol${d}`,
    bounds: box(d, -5, 5),
    optimum: pow(2, -d),
    minimizers: [diagonal(d, 0.5)],
    evaluate(x) {
      let product = 1;
      for (let i = 0; i < d; i++) product *= (Math.abs(4 * x[i]! - 2) + 1) / 2;
      return product;
    },
  });
}

/** ln of Sobol's g-function. */
export function logGSobol(d: number): Problem {
  const plain = gSobol(d);
  return problem({
    name: `LogGSobol${d}`,
    bounds: plain.bounds,
    optimum: -d * log(2),
    minimizers: plain.minimizers,
    evaluate: (x) => log(plain.evaluate(x)),
  });
}
