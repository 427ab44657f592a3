/** Quasi-random standard normals: the fixed base samples of Monte-Carlo acquisition functions. */
import { core, read, withScratch } from "../core/index.js";
import { RandomStream, sobol } from "../random/index.js";

/** The longest Sobol sequence has 1,000 coordinates. */
const SOBOL_DIMENSIONS = 1000;

/**
 * `count` points of q standard normals, row by row: scrambled Sobol points through the normal
 * quantile, beyond 1,000 coordinates pseudo-random ones. A power of two is best.
 */
export function qmcNormals(count: number, q: number, seed: number): Float64Array {
  if (q > SOBOL_DIMENSIONS) return new RandomStream(seed).normal(count * q);
  const uniforms = sobol(q, count, { seed });
  return withScratch((scratch) => {
    const points = scratch.copyIn(uniforms);
    core().normal_quantile_array(uniforms.length, points, points);
    return read(points, uniforms.length);
  });
}
