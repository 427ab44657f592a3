/**
 * Sobol points of up to 1,000 dimensions and 2³² points, plain and scrambled.
 *
 * Layout: direction numbers of one bit lie together for all dimensions (32 rows of d words), so
 * that a step of the Gray code order is one XOR over a row of four words at a time.
 * Sources: Sobol 1967; Antonov & Saleev 1979 (Gray code order); Joe & Kuo 2008 (numbers).
 */
import { at } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { randomBlock, SOBOL } from "./philox";
import { SOBOL_DIMENSIONS, SOBOL_TABLE } from "./sobol_table";

/** Address of word `dimension` of row `row`. */
function word(rows: usize, row: i32, dimension: i32, stride: i32): usize {
  return rows + ((<usize>row * <usize>stride + <usize>dimension) << 2);
}

/** `count` ≤ 25 bits of the table at bit `position`. */
function tableBits(position: i32, count: i32): u32 {
  const four = load<u32>(SOBOL_TABLE + (<usize>position >> 3));
  return (four >>> (position & 7)) & ((1 << count) - 1);
}

/** Fills the rows beyond the first `degree` of one dimension by the recurrence of `polynomial`. */
function extend(polynomial: u32, degree: i32, rows: usize, dimension: i32, stride: i32): void {
  for (let k = degree; k < 32; k++) {
    const start = load<u32>(word(rows, k - degree, dimension, stride));
    let v = start ^ (start >>> degree);
    for (let j = 1; j < degree; j++) {
      if ((polynomial >>> (degree - j)) & 1) v ^= load<u32>(word(rows, k - j, dimension, stride));
    }
    store<u32>(word(rows, k, dimension, stride), v);
  }
}

/** Direction numbers of the first d dimensions, most significant bit first. */
function directions(d: i32, rows: usize, stride: i32): void {
  for (let k = 0; k < 32; k++) store<u32>(word(rows, k, 0, stride), 1 << (31 - k));
  let polynomial: u32 = 1;
  let position = 0;
  for (let dimension = 1; dimension < d; dimension++) {
    polynomial += tableBits(position, 7) << 1;
    position += 7;
    const degree: i32 = 31 - clz<i32>(polynomial);
    for (let i = 0; i < degree; i++) {
      const odd = (tableBits(position, i) << 1) | 1;
      position += i;
      store<u32>(word(rows, i, dimension, stride), odd << (31 - i));
    }
    extend(polynomial, degree, rows, dimension, stride);
  }
}

/**
 * Multiplies the direction numbers of one dimension by a random lower triangular matrix over
 * bits with a diagonal of ones; `random` holds its 32 rows.
 */
function scrambleDimension(rows: usize, dimension: i32, stride: i32, random: usize): void {
  for (let k = 0; k < 32; k++) {
    const address = word(rows, k, dimension, stride);
    const v = load<u32>(address);
    let result: u32 = 0;
    for (let bit = 0; bit < 32; bit++) {
      const diagonal: u32 = 0x80000000 >>> bit;
      const row = (load<u32>(random + ((<usize>bit) << 2)) & ~(diagonal - 1)) | diagonal;
      result = (result << 1) | (popcnt<u32>(row & v) & 1);
    }
    store<u32>(address, result);
  }
}

/** State of point `start`: the XOR of the direction numbers in its Gray code, and the shift. */
function advanceTo(start: u32, d: i32, rows: usize, stride: i32, state: usize): void {
  let gray = start ^ (start >>> 1);
  for (; gray != 0; gray &= gray - 1) {
    const k = ctz<i32>(gray);
    for (let j = 0; j < d; j++) {
      const address = state + ((<usize>j) << 2);
      store<u32>(address, load<u32>(address) ^ load<u32>(word(rows, k, j, stride)));
    }
  }
}

/** One point: the state as fractions plus `offset`. */
function emit(d: i32, state: usize, offset: f64, out: usize): void {
  const scale = f64x2.splat(2.3283064365386963e-10);
  const shift = f64x2.splat(offset);
  const last = d & ~1;
  for (let j = 0; j < last; j += 2) {
    const pair = v128.load64_zero(state + ((<usize>j) << 2));
    const point = f64x2.add(f64x2.mul(f64x2.convert_low_i32x4_u(pair), scale), shift);
    v128.store(at(out, j), point);
  }
  if (d & 1) {
    const single = <f64>load<u32>(state + ((<usize>last) << 2));
    store<f64>(at(out, last), single * 2.3283064365386963e-10 + offset);
  }
}

/** XORs row `k` of the direction numbers into the state. */
function step(stride: i32, row: usize, state: usize): void {
  const end = state + ((<usize>stride) << 2);
  for (let address = state; address < end; address += 16) {
    const changed = v128.xor(v128.load(address), v128.load(address + (row - state)));
    v128.store(address, changed);
  }
}

/** Points start … start+n−1 from direction numbers and the state of a shift. */
function points(
  d: i32,
  start: u32,
  n: i32,
  rows: usize,
  stride: i32,
  state: usize,
  offset: f64,
  out: usize,
): void {
  advanceTo(start, d, rows, stride, state);
  for (let i = 0; i < n; i++) {
    emit(d, state, offset, at(out, i * d));
    const next: u32 = start + <u32>i + 1;
    if (next != 0) step(stride, word(rows, ctz<i32>(next), 0, stride), state);
  }
}

/** 0, or minus the position of the bad argument among (d, start, n). */
function checkShape(d: i32, start: f64, n: i32): i32 {
  if (d < 1 || d > SOBOL_DIMENSIONS) return -1;
  if (n < 0) return -3;
  return start >= 0 && start + <f64>n <= 4294967296 ? OK : -2;
}

/**
 * Points of Sobol's sequence as published, in Gray code order; point 0 is the origin.
 *
 * @param d      dimensions, 1 to 1,000
 * @param start  index of the first point; start + n ≤ 2³²
 * @param out    n × d, multiples of 2⁻³² in [0, 1)
 * @returns 0, −1 for d, −2 for start, −3 for n, OUT_OF_MEMORY
 * Cost: O(32·d) to begin, then about 1 ns a coordinate. Workspace: 132·d bytes.
 */
export function sobol_fill(d: i32, start: f64, n: i32, out: usize): i32 {
  const bad = checkShape(d, start, n);
  if (bad != OK) return bad;
  const stride = (d + 3) & ~3;
  const mark = scratch_mark();
  const rows = scratch_allocate((<usize>stride * 33) << 2);
  if (rows == 0) return OUT_OF_MEMORY;
  directions(d, rows, stride);
  const state = word(rows, 32, 0, stride);
  memory.fill(state, 0, (<usize>stride) << 2);
  points(d, <u32>start, n, rows, stride, state, 0, out);
  scratch_release(mark);
  return OK;
}

/**
 * Scrambled Sobol points: a random lower triangular matrix over bits for each dimension and a
 * digital shift, which keep every (t, m, s)-net balance of the plain points and make each point
 * uniform. Against nested uniform (Owen) scrambling the two have the same mean squared
 * discrepancy and variance of the same order, and cost nothing per point: the matrix goes into
 * the direction numbers once. A point is the centre of its cell of side 2⁻³², hence inside
 * (0, 1), so that a quantile of it is finite.
 *
 * @param seed_low, seed_high  64 bits of seed
 * @param d, start, n, out     as `sobol_fill`; the positions of bad arguments are −3, −4, −5
 * Cost: 10 µs a dimension to begin, then as `sobol_fill`.
 * Source: Matoušek 1998, "On the L2-discrepancy for anchored boxes"; Owen 2003, "Variance with
 * alternative scramblings of digital nets".
 */
export function sobol_scrambled(
  seed_low: i32,
  seed_high: i32,
  d: i32,
  start: f64,
  n: i32,
  out: usize,
): i32 {
  const bad = checkShape(d, start, n);
  if (bad != OK) return bad - 2;
  const stride = (d + 3) & ~3;
  const mark = scratch_mark();
  const random = scratch_allocate(144);
  const rows = random == 0 ? <usize>0 : scratch_allocate((<usize>stride * 33) << 2);
  if (rows == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  directions(d, rows, stride);
  const state = word(rows, 32, 0, stride);
  for (let j = 0; j < d; j++) {
    for (let block = 0; block < 9; block++) {
      randomBlock(seed_low, seed_high, 0, SOBOL, j, block, random + ((<usize>block) << 4));
    }
    scrambleDimension(rows, j, stride, random);
    store<u32>(state + ((<usize>j) << 2), load<u32>(random + 128));
  }
  points(d, <u32>start, n, rows, stride, state, 1.1641532182693481e-10, out);
  scratch_release(mark);
  return OK;
}
