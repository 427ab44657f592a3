import type { Dataset } from "./dataset.js";

/**
 * The best `count` different legal designs among the rows of `x`, as inputs; repeats follow only
 * where too few differ. Equal scores keep their order.
 *
 * @param scoreOf  scores at the rows of inputs, larger is better
 */
export function bestLegal(
  x: Float32Array,
  count: number,
  data: Dataset,
  scoreOf: (x: Float32Array) => ArrayLike<number>,
): Float32Array {
  const { d } = data;
  const row = (of: Float32Array, i: number) => of.subarray(i * d, (i + 1) * d);
  const decoded = Array.from({ length: x.length / d }, (_, i) => data.decode(row(x, i)));
  const legal = data.encode(decoded);
  const scores = scoreOf(legal);
  const order = decoded.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const seen = new Set<string>();
  const [fresh, again]: [number[], number[]] = [[], []];
  for (const i of order) {
    const key = JSON.stringify(decoded[i]);
    (seen.has(key) ? again : fresh).push(i);
    seen.add(key);
  }
  const out = new Float32Array(count * d);
  [...fresh, ...again].slice(0, count).forEach((i, to) => {
    out.set(row(legal, i), to * d);
  });
  return out;
}
