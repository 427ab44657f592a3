/** A design as independent parts: a choice among options, or a number. */
import { exp, log } from "../core/math.js";
import { decodeValue, encodeValue } from "./columns.js";
import type { Dataset } from "./dataset.js";

/** One column that varies. */
export interface Factor {
  /** Its first input of a model. */
  readonly input: number;
  /** The standardized inputs of each option of a choice; null for a number. */
  readonly options: readonly Float32Array[] | null;
  /** Position of its parameters in those of a law: one an option, or one of a number. */
  readonly first: number;
  readonly size: number;
}

export function factorsOf(data: Dataset): Factor[] {
  let first = 0;
  return data.columns
    .filter(({ inputs }) => inputs > 0)
    .map((column) => {
      const options = column.categorical ? optionsOf(data, column) : null;
      const size = options?.length ?? 1;
      first += size;
      return { input: column.first, options, first: first - size, size };
    });
}

function optionsOf(data: Dataset, column: Dataset["columns"][number]): Float32Array[] {
  const { first, inputs, axis } = column;
  const codes = new Float64Array(data.d);
  return Array.from({ length: axis.levels }, (_, level) => {
    encodeValue(column, axis.value(level), codes, 0);
    return Float32Array.from(
      { length: inputs },
      (_, j) => (codes[first + j]! - data.center[first + j]!) / data.scale[first + j]!,
    );
  });
}

/** The parts of one row of inputs: the position of the nearest option, or the number itself. */
export function partsOf(data: Dataset, factors: readonly Factor[], row: Float32Array): number[] {
  const codes = data.center.map((center, j) => center + data.scale[j]! * row[j]!);
  const columns = data.columns.filter(({ inputs }) => inputs > 0);
  return factors.map(({ input, options }, f) => {
    if (options === null) return row[input]!;
    const { axis } = columns[f]!;
    return Math.floor(axis.encode(decodeValue(columns[f]!, codes)) * axis.levels);
  });
}

/** The inputs of designs from their parts, rows × factors to rows × d. */
export function inputsOf(factors: readonly Factor[], parts: Float64Array, d: number): Float32Array {
  const stride = factors.length;
  const out = new Float32Array((parts.length / stride) * d);
  for (let i = 0; i * stride < parts.length; i++) {
    factors.forEach(({ input, options }, f) => {
      const part = parts[i * stride + f]!;
      if (options === null) out[i * d + input] = part;
      else out.set(options[part]!, i * d + input);
    });
  }
  return out;
}

/** ln Σ exp, without overflow. */
export function logSumExp(logits: Float32Array): number {
  const highest = logits.reduce((most, logit) => Math.max(most, logit));
  return highest + log(logits.reduce((sum, logit) => sum + exp(logit - highest), 0));
}

/** The probabilities that logits stand for. */
export function softmax(logits: Float32Array): Float64Array {
  const total = logSumExp(logits);
  return Float64Array.from(logits, (logit) => exp(logit - total));
}

/** The position that a uniform number falls on. */
export function picked(shares: Float64Array, u: number): number {
  let [level, left] = [0, u - shares[0]!];
  while (left > 0 && level < shares.length - 1) {
    level += 1;
    left -= shares[level]!;
  }
  return level;
}
