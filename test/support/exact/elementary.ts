/** Elementary functions of doubles to at least 150 significant bits. */
import { abs, bitLength, type Exact, fixed, ln2, pi, shift, split } from "./fixed.js";

const GUARD = 250;

/** Bits after the point so that x and what depends on it linearly keep GUARD significant bits. */
export function pointFor(x: number): number {
  const [significand, exponent] = split(x);
  return GUARD + Math.max(0, -(exponent + bitLength(significand)));
}

/** eˣ of a number in fixed point. */
export function expOf(x: bigint, point: number): Exact {
  const extra = Math.max(0, bitLength(x) - point) + 20;
  const p = point + extra;
  const wide = shift(x, extra);
  const unit = ln2(p);
  const n = wide / unit;
  const r = (wide - n * unit) >> 8n;
  let term = 1n << BigInt(p);
  let sum = term;
  for (let k = 1n; term !== 0n; k++) {
    term = ((term * r) >> BigInt(p)) / k;
    sum += term;
    if (term === -1n) break;
  }
  for (let i = 0; i < 8; i++) sum = (sum * sum) >> BigInt(p);
  return { digits: sum, point: p - Number(n) };
}

/** ln of a positive number in fixed point, as fixed point. */
export function logOf(x: bigint, point: number): bigint {
  const n = bitLength(x) - point;
  const unit = 1n << BigInt(point);
  let m = shift(x, -n);
  let k = n;
  if (m < (unit * 7n) / 10n) {
    m = shift(x, 1 - n);
    k = n - 1;
  }
  const s = ((m - unit) << BigInt(point)) / (m + unit);
  const square = (s * s) >> BigInt(point);
  let power = s;
  let sum = s;
  for (let j = 3n; power !== 0n && power !== -1n; j += 2n) {
    power = (power * square) >> BigInt(point);
    sum += power / j;
  }
  return 2n * sum + BigInt(k) * ln2(point);
}

/** The value of `exact` with `point` bits after the point. */
export function at({ digits, point }: Exact, wanted: number): bigint {
  return shift(digits, wanted - point);
}

export function exp(x: number): Exact {
  return expOf(fixed(x, pointFor(x)), pointFor(x));
}

export function expm1(x: number): Exact {
  const point = pointFor(x);
  return { digits: at(exp(x), point) - (1n << BigInt(point)), point };
}

export function log(x: number): Exact {
  const point = 1400;
  return { digits: logOf(fixed(x, point), point), point };
}

export function log1p(x: number): Exact {
  const point = pointFor(x);
  return { digits: logOf(fixed(x, point) + (1n << BigInt(point)), point), point };
}

/** ln(1 − eˣ), x < 0. */
export function log1mexp(x: number): Exact {
  // 1 − eˣ loses as many bits as x is small, and its logarithm as many as eˣ is.
  const point = pointFor(x) + Math.ceil(-1.45 * Math.max(x, -745));
  const { digits } = { digits: at(expOf(fixed(x, point), point), point) };
  return { digits: logOf((1n << BigInt(point)) - digits, point), point };
}

export function tanh(x: number): Exact {
  const point = pointFor(x);
  const e = at(expOf(fixed(2 * x, point), point), point);
  const unit = 1n << BigInt(point);
  return { digits: ((e - unit) << BigInt(point)) / (e + unit), point };
}

/** sin(x + quarters·π/2). */
function sine(x: number, quarters: number): Exact {
  // Enough for the quotient of the largest double, and for what cancels.
  const point = 1024 + 2 * GUARD + pointFor(x);
  const half = pi(point) >> 1n;
  const wide = fixed(x, point);
  let n = wide / half;
  let r = wide - n * half;
  if (2n * abs(r) > half) {
    const step = r > 0n ? 1n : -1n;
    n += step;
    r -= step * half;
  }
  const quadrant = Number((((n + BigInt(quarters)) % 4n) + 4n) % 4n);
  const square = (r * r) >> BigInt(point);
  let term = quadrant % 2 === 0 ? r : 1n << BigInt(point);
  let sum = 0n;
  for (let k = quadrant % 2 === 0 ? 2n : 1n; abs(term) > 1n; k += 2n) {
    sum += term;
    term = -((term * square) >> BigInt(point)) / (k * (k + 1n));
  }
  return { digits: quadrant < 2 ? sum : -sum, point };
}

export function sin(x: number): Exact {
  return sine(x, 0);
}

export function cos(x: number): Exact {
  return sine(x, 1);
}

/** xʸ, x > 0. */
export function pow(x: number, y: number): Exact {
  const point = 1600;
  const ln = logOf(fixed(x, point), point);
  const [significand, exponent] = split(y);
  return expOf(shift(ln * significand, exponent), point);
}
