/** What the result says of its designs beside their scores. */
import type { Dataset } from "./dataset.js";

/** Euclidean distance of each row of `x` (m × d) to the nearest row of the data. */
export async function distances(
  x: Float32Array,
  data: Dataset,
  pause: () => Promise<void>,
  skip: ArrayLike<number> = [],
): Promise<Float64Array> {
  const m = x.length / data.d;
  const out = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    out[i] = nearest(x.subarray(i * data.d, (i + 1) * data.d), data, skip[i] ?? -1);
    await pause();
  }
  return out;
}

function nearest(point: Float32Array, { x, n, d }: Dataset, skip: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0; row < n; row++) {
    if (row === skip) continue;
    let square = 0;
    const from = row * d;
    for (let j = 0; j < d && square < least; j++) {
      const gap = point[j]! - x[from + j]!;
      square += gap * gap;
    }
    if (square < least) least = square;
  }
  return Math.sqrt(least);
}

/** Mean distance between the rows of `x`; 0 for one row. */
export function spread(x: Float32Array, d: number): number {
  const m = x.length / d;
  let total = 0;
  for (let i = 0; i < m; i++) {
    for (let k = 0; k < i; k++) {
      let square = 0;
      for (let j = 0; j < d; j++) {
        const gap = x[i * d + j]! - x[k * d + j]!;
        square += gap * gap;
      }
      total += Math.sqrt(square);
    }
  }
  return m > 1 ? total / ((m * (m - 1)) / 2) : 0;
}

/** Spearman's rank correlation, ties at their mean rank; 0 where either side is constant. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [ranksA, ranksB] = [ranks(a), ranks(b)];
  const middle = (a.length - 1) / 2;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [u, v] = [ranksA[i]! - middle, ranksB[i]! - middle];
    ab += u * v;
    aa += u * u;
    bb += v * v;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i);
  order.sort((i, k) => values[i]! - values[k]!);
  const out = new Float64Array(values.length);
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && values[order[end]!] === values[order[first]!]) end++;
    for (let i = first; i < end; i++) out[order[i]!] = (first + end - 1) / 2;
    first = end;
  }
  return out;
}
