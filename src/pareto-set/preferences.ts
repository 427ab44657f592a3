import type { RandomStream } from "../random/index.js";

/** Keeps every weight away from 0, where a ray has no direction. */
export const SHIFT = 1e-4;

/** `count` preferences, uniform on the simplex of k weights and shifted: count × k. */
export function preferences(k: number, count: number, stream: RandomStream): Float64Array {
  const draws = stream.dirichlet(count, new Float64Array(k).fill(1));
  return draws.map((weight) => weight + SHIFT);
}

/**
 * Preferences evenly spread on the simplex, corners included: the lattice of all multiples of 1/p,
 * with the smallest p that gives at least `count`. Rows of k weights, not shifted.
 */
export function evenPreferences(k: number, count: number): Float64Array {
  let divisions = 1;
  while (latticeSize(k, divisions) < count) divisions++;
  const rows: number[] = [];
  const fill = (prefix: number[], left: number) => {
    if (prefix.length === k - 1) rows.push(...prefix, left / divisions);
    else for (let i = 0; i <= left; i++) fill([...prefix, i / divisions], left - i);
  };
  fill([], divisions);
  return Float64Array.from(rows);
}

/** Binomial(p + k − 1, k − 1). */
function latticeSize(k: number, divisions: number): number {
  let size = 1;
  for (let i = 1; i < k; i++) size = (size * (divisions + i)) / i;
  return Math.round(size);
}
