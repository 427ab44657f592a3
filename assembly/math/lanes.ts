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
 * Σ table[i] xⁱ over `chunks` groups of four coefficients: each group by Estrin's scheme, the
 * groups by Horner's in x⁴, which has a third of the latency of Horner's alone. A table is filled
 * up with zeros to a multiple of four.
 */
export function polynomial(x: v128, table: usize, chunks: i32): v128 {
  const square = mul(x, x);
  const fourth = mul(square, square);
  let at = table + ((<usize>(chunks - 1)) << 5);
  let sum = four(x, square, at);
  while (at > table) {
    at -= 32;
    sum = add(mul(sum, fourth), four(x, square, at));
  }
  return sum;
}

/** Cubic polynomial with the four coefficients at `table`. */
export function four(x: v128, square: v128, table: usize): v128 {
  const low = add(mul(x, constant(table, 1)), constant(table, 0));
  const high = add(mul(x, constant(table, 3)), constant(table, 2));
  return add(mul(high, square), low);
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
