import { InputError } from "../errors.js";
import type { AcquisitionFunction } from "./acquisition.js";

/**
 * The sum of acquisition functions of the same batches, for logarithms the product: a gain times
 * the probability that it counts.
 */
export function sumOf(terms: readonly AcquisitionFunction[]): AcquisitionFunction {
  const [first] = terms;
  if (first === undefined) throw new InputError("terms", terms, "give at least one");
  const { dimension, batch = 1 } = first;
  terms.forEach((term, i) => {
    if (term.dimension === dimension && (term.batch ?? 1) === batch) return;
    throw new InputError(`terms[${i}]`, term, `it must take ${batch} × ${dimension} inputs`);
  });
  return {
    dimension,
    batch,
    evaluate(X, options) {
      const [sum, ...others] = terms.map((term) => term.evaluate(X, options));
      for (const { value, gradient } of others) {
        for (let i = 0; i < value.length; i++) sum!.value[i]! += value[i]!;
        for (let i = 0; i < gradient.length; i++) sum!.gradient[i]! += gradient[i]!;
      }
      return sum!;
    },
  };
}
