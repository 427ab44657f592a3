/**
 * Exponential decay over a tile, the one costly function of most leaves: y = rate·t or rate·√t,
 * then 2^y. A rate that carries log₂e turns it into e to the power of anything.
 *
 * exp of assembly/math keeps every bit of its argument. Here the argument is itself a rounded
 * product, so its error y·2⁻⁵³ is there already and one subtraction reduces the range: a third of
 * the time. Nine constants stay in registers; those of a loop that calls exp would not.
 * Error: ≤ (2 + |y|) units in the last place. Cost: 20 operations and a division a pair of lanes.
 */
import { doubles } from "../memory/access";

/**
 * 1.5·2⁵² (adding it rounds to an integer); P and Q of 2^r = 1 + 2rP(r²)/(Q(r²) − rP(r²)) on
 * |r| ≤ ½, Q with leading coefficient 1; 1; the smallest exponent of a normal double.
 * Source of P and Q: exp2 of the Cephes library, S. L. Moshier.
 */
const TABLE: usize = memory.data<f64>(
  [
    6755399441055744, 0.023093347705734523, 20.202065669316532, 1513.906801156151,
    233.1842117223149, 4368.211668792106, 1, -1022,
  ],
  16,
);

/** 2^exponent for −1022 ≤ exponent < 1024; the compiler inlines it. */
function power2(
  exponent: v128,
  magic: v128,
  p0: v128,
  p1: v128,
  p2: v128,
  q0: v128,
  q1: v128,
  one: v128,
): v128 {
  const shifted = f64x2.add(exponent, magic);
  const r = f64x2.sub(exponent, f64x2.sub(shifted, magic));
  const z = f64x2.mul(r, r);
  const p = f64x2.mul(r, f64x2.add(f64x2.mul(f64x2.add(f64x2.mul(p0, z), p1), z), p2));
  const q = f64x2.add(f64x2.mul(f64x2.add(z, q0), z), q1);
  const half = f64x2.div(p, f64x2.sub(q, p));
  const mantissa = f64x2.add(one, f64x2.add(half, half));
  return i64x2.add(mantissa, i64x2.shl(shifted, 52));
}

/** y[i] = max(rate·t[i], −1022), e[i] = 2^y[i], for an even count; y may be t, e may not. */
export function decay_tile(count: i32, t: usize, rate: f64, y: usize, e: usize): void {
  const magic = v128.load_splat<f64>(TABLE);
  const p0 = v128.load_splat<f64>(TABLE, 8);
  const p1 = v128.load_splat<f64>(TABLE, 16);
  const p2 = v128.load_splat<f64>(TABLE, 24);
  const q0 = v128.load_splat<f64>(TABLE, 32);
  const q1 = v128.load_splat<f64>(TABLE, 40);
  const one = v128.load_splat<f64>(TABLE, 48);
  const least = v128.load_splat<f64>(TABLE, 56);
  const rates = f64x2.splat(rate);
  const end = t + doubles(count);
  const toY = y - t;
  const toE = e - t;
  for (let at = t; at < end; at += 16) {
    const exponent = f64x2.pmax(f64x2.mul(v128.load(at), rates), least);
    v128.store(at + toY, exponent);
    v128.store(at + toE, power2(exponent, magic, p0, p1, p2, q0, q1, one));
  }
}

/** The same of √t: y[i] = max(rate·√t[i], −1022), e[i] = 2^y[i]. */
export function decay_root_tile(count: i32, t: usize, rate: f64, y: usize, e: usize): void {
  const magic = v128.load_splat<f64>(TABLE);
  const p0 = v128.load_splat<f64>(TABLE, 8);
  const p1 = v128.load_splat<f64>(TABLE, 16);
  const p2 = v128.load_splat<f64>(TABLE, 24);
  const q0 = v128.load_splat<f64>(TABLE, 32);
  const q1 = v128.load_splat<f64>(TABLE, 40);
  const one = v128.load_splat<f64>(TABLE, 48);
  const least = v128.load_splat<f64>(TABLE, 56);
  const rates = f64x2.splat(rate);
  const end = t + doubles(count);
  const toY = y - t;
  const toE = e - t;
  for (let at = t; at < end; at += 16) {
    const exponent = f64x2.pmax(f64x2.mul(f64x2.sqrt(v128.load(at)), rates), least);
    v128.store(at + toY, exponent);
    v128.store(at + toE, power2(exponent, magic, p0, p1, p2, q0, q1, one));
  }
}
