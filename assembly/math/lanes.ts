/** Names short enough for formulas over two doubles at a time, and constants from static tables. */

export function add(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}

export function sub(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}

export function mul(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}

export function div(a: v128, b: v128): v128 {
  return f64x2.div(a, b);
}

/** `a` in the lanes where `mask` is set, `b` in the others. */
export function choose(mask: v128, a: v128, b: v128): v128 {
  return v128.bitselect(a, b, mask);
}

/** Constant `index` of a table, in both lanes. A load is cheaper here than an immediate. */
export function constant(table: usize, index: i32): v128 {
  return v128.load_splat<f64>(table + ((<usize>index) << 3));
}

export function both(x: f64): v128 {
  return f64x2.splat(x);
}

export function first(x: v128): f64 {
  return f64x2.extract_lane(x, 0);
}

/** The number with the magnitude of `magnitude` and the sign of `sign`, lane by lane. */
export function copysign(magnitude: v128, sign: v128): v128 {
  return v128.bitselect(sign, magnitude, i64x2.splat(i64.MIN_VALUE));
}

/**
 * Σ table[i] xⁱ for `count` coefficients, as two interleaved Horner chains in x²: half the
 * latency of one chain. For functions that are not the time of a whole program.
 */
export function polynomial(x: v128, table: usize, count: i32): v128 {
  const square = mul(x, x);
  let i = (count - 1) & ~1;
  let even = constant(table, i);
  let odd = count & 1 ? f64x2.splat(0) : constant(table, i + 1);
  for (i -= 2; i >= 0; i -= 2) {
    even = add(mul(even, square), constant(table, i));
    odd = add(mul(odd, square), constant(table, i + 1));
  }
  return add(mul(odd, x), even);
}

/**
 * High word of a product: `a · b` rounded; the rounding error comes from `productError`.
 * Veltkamp's splitting (constant 2²⁷ + 1) holds for |a| < 2⁹⁷⁰.
 */
export function productError(a: v128, b: v128, product: v128): v128 {
  const splitter = f64x2.splat(134217729);
  const scaledA = mul(a, splitter);
  const highA = sub(scaledA, sub(scaledA, a));
  const lowA = sub(a, highA);
  const scaledB = mul(b, splitter);
  const highB = sub(scaledB, sub(scaledB, b));
  const lowB = sub(b, highB);
  const rest = sub(mul(highA, highB), product);
  return add(add(add(rest, mul(highA, lowB)), mul(lowA, highB)), mul(lowA, lowB));
}
