/**
 * Ascent on a sum of Gaussian bumps, such as the posterior mean of a Gaussian process with an RBF
 * kernel, from many points at once.
 *
 * The exponents come from a product of matrices, |x − c|² = |x|² + |c|² − 2 x·c, in tiles that stay
 * in cache, so that no matrix of points × centres is stored. Single precision: the directions of an
 * ascent need no more, and it is twice as fast; what a point is worth is asked elsewhere, in double.
 */
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { exp_f32x4 } from "./exp_f32";
import { gemm_f32 } from "./gemm_f32";

/** Points and centres of a tile: 128 KB. */
const POINTS: i32 = 128;
const CENTRES: i32 = 256;

function floats(count: i32): usize {
  return (<usize>count) << 2;
}

/** out[i] ← −½ precision |x_i|². */
function halfNorms(n: i32, d: i32, precision: f32, x: usize, out: usize): void {
  for (let i = 0; i < n; i++) {
    let sum: f32 = 0;
    for (const end = x + floats(d); x < end; x += 4) sum += load<f32>(x) * load<f32>(x);
    store<f32>(out + floats(i), <f32>-0.5 * precision * sum);
  }
}

/** A row of the tile: inner products k become w exp(k + own + halves); returns their sum. */
function bumps(n: i32, own: f32, halves: usize, w: usize, k: usize): f32 {
  const shift = f32x4.splat(own);
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < floats(n); i += 16) {
    const exponent = f32x4.add(v128.load(k + i), f32x4.add(shift, v128.load(halves + i)));
    const value = f32x4.mul(v128.load(w + i), exp_f32x4(exponent));
    v128.store(k + i, value);
    sum = f32x4.add(sum, value);
  }
  const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
  return low + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
}

/** One step of up to POINTS points; `pulls` takes Σ_j k_j c_j, `sums` −½ precision |x|², then Σ_j k_j. */
function step(
  m: i32,
  n: i32,
  d: i32,
  x: usize,
  c: usize,
  w: usize,
  halves: usize,
  precision: f32,
  size: f32,
  tile: usize,
  pulls: usize,
  own: usize,
  sums: usize,
): i32 {
  halfNorms(m, d, precision, x, own);
  memory.fill(sums, 0, floats(m));
  for (let j = 0; j < n; j += CENTRES) {
    const centres = min(CENTRES, n - j);
    const from = c + floats(j * d);
    const first = floats(j);
    let status = gemm_f32(0, 1, m, centres, d, precision, x, d, from, d, 0, tile, CENTRES);
    if (status != OK) return status;
    for (let i = 0; i < m; i++) {
      const row = tile + floats(i * CENTRES);
      const sum = bumps(centres, load<f32>(own + floats(i)), halves + first, w + first, row);
      store<f32>(sums + floats(i), load<f32>(sums + floats(i)) + sum);
    }
    status = gemm_f32(0, 0, m, d, centres, 1, tile, CENTRES, from, d, j > 0 ? 1 : 0, pulls, d);
    if (status != OK) return status;
  }
  const rate: f32 = size * precision;
  for (let i = 0; i < m; i++) {
    const sum = load<f32>(sums + floats(i));
    for (let at = floats(i * d); at < floats((i + 1) * d); at += 4) {
      const value = load<f32>(x + at);
      store<f32>(x + at, value + rate * (load<f32>(pulls + at) - sum * value));
    }
  }
  return OK;
}

/**
 * `steps` times x ← x + size ∇g(x), g(x) = Σ_j w_j exp(−½ precision |x − c_j|²); a negative size
 * descends.
 *
 * @param x  m × d floats, moved in place
 * @param c  n × d floats
 * @param w  n floats
 * @returns 0, or OUT_OF_MEMORY with x on the way
 * Cost: m n (4 d + 20) flops a step. Workspace: n + 128 (256 + d) floats.
 */
export function rbf_ascend(
  m: i32,
  n: i32,
  d: i32,
  x: usize,
  c: usize,
  w: usize,
  precision: f32,
  size: f32,
  steps: i32,
): i32 {
  const mark = scratch_mark();
  const padded = (n + 3) & ~3;
  const halves = scratch_allocate(floats(2 * padded));
  const tile = scratch_allocate(floats(POINTS * (CENTRES + d + 2)));
  if (halves == 0 || tile == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  // Behind the last centre weights are zero, and what they multiply is finite.
  const weights = halves + floats(padded);
  memory.fill(halves, 0, floats(2 * padded));
  memory.fill(tile, 0, floats(POINTS * CENTRES));
  memory.copy(weights, w, floats(n));
  halfNorms(n, d, precision, c, halves);
  const pulls = tile + floats(POINTS * CENTRES);
  const own = pulls + floats(POINTS * d);
  const sums = own + floats(POINTS);
  let status = OK;
  for (let i = 0; i < m && status == OK; i += POINTS) {
    const rows = min(POINTS, m - i);
    const from = x + floats(i * d);
    for (let s = 0; s < steps && status == OK; s++) {
      status = step(rows, n, d, from, c, weights, halves, precision, size, tile, pulls, own, sums);
    }
  }
  scratch_release(mark);
  return status;
}
