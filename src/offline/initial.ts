/** What a network starts its training with. */
import type { RandomStream } from "../random/index.js";

/** Glorot's uniform weights and biases of zero, in the core's order. `sizes`: inputs to outputs. */
export function glorot(sizes: readonly number[], stream: RandomStream): Float32Array {
  const parts: number[] = [];
  for (let l = 1; l < sizes.length; l++) {
    const [fan, width] = [sizes[l - 1]!, sizes[l]!];
    const bound = Math.sqrt(6 / (fan + width));
    for (const u of stream.uniform(fan * width)) parts.push(bound * (2 * u - 1));
    for (let j = 0; j < width; j++) parts.push(0);
  }
  return Float32Array.from(parts);
}

/** How often each of `n` rows is drawn in as many draws as there are `rows` to train on. */
export function bootstrap(n: number, rows: Int32Array, stream: RandomStream): Float32Array {
  const counts = new Float32Array(n);
  for (const i of stream.integers(rows.length, 0, rows.length - 1)) counts[rows[i]!]! += 1;
  return counts;
}
