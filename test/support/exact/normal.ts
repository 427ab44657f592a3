/** The error function, the normal law and ln Γ to at least 100 significant bits. */
import { at, expOf, logOf, pointFor } from "./elementary.js";
import { type Exact, fixed, pi, shift, split, sqrt } from "./fixed.js";

/** √π·erf(x)/2 by Taylor's series, from x and x² in fixed point. */
function taylor(x: bigint, square: bigint, point: number): bigint {
  let power = x;
  let sum = x;
  for (let n = 1n; power !== 0n && power !== -1n; n++) {
    power = -((power * square) >> BigInt(point)) / n;
    sum += power / (2n * n + 1n);
  }
  return sum;
}

/** Bits that the series loses and that the smallness of erfc takes, for x² ≤ bound. */
function bitsFor(square: number): number {
  return 200 + Math.ceil(3 * square);
}

function erfOf(x: bigint, square: bigint, point: number): bigint {
  return ((2n * taylor(x, square, point)) << BigInt(point)) / sqrt(pi(point), point);
}

/** erfcx(x) for x ≥ 12 by its asymptotic series, whose smallest term is below 2⁻²⁰⁰. */
function asymptotic(x: bigint, square: bigint, point: number): bigint {
  let term = 1n << BigInt(point);
  let sum = 0n;
  for (let k = 1n; k <= 140n && term !== 0n && term !== -1n; k++) {
    sum += term;
    term = ((-term * (2n * k - 1n)) << BigInt(point - 1)) / square;
  }
  return (sum << BigInt(2 * point)) / (x * sqrt(pi(point), point));
}

/** x = |z|·√(1/halved) and x² in fixed point. */
function argument(z: number, halved: boolean, point: number): [x: bigint, square: bigint] {
  const [significand, exponent] = split(z);
  const square = shift(significand * significand, 2 * exponent + point - (halved ? 1 : 0));
  const x = fixed(Math.abs(z), point);
  return [halved ? (x << BigInt(point)) / sqrt(2n << BigInt(point), point) : x, square];
}

/** erfc(x), x ≥ 0, scaled by exp(x²) where asked. */
function complement(z: number, halved: boolean, scaled: boolean): Exact {
  const large = Math.abs(z) > (halved ? 17 : 12);
  const bound = halved ? (z * z) / 2 : z * z;
  const point = large ? 2 * pointFor(1) + 4 * Math.ceil(Math.log2(Math.abs(z))) : bitsFor(bound);
  const [x, square] = argument(z, halved, point);
  if (large) {
    const digits = asymptotic(x, square, point);
    return scaled ? { digits, point } : times({ digits, point }, expOf(-square, point));
  }
  const digits = (1n << BigInt(point)) - erfOf(x, square, point);
  return scaled ? times({ digits, point }, expOf(square, point)) : { digits, point };
}

function times(a: Exact, b: Exact): Exact {
  return { digits: a.digits * b.digits, point: a.point + b.point };
}

function half({ digits, point }: Exact): Exact {
  return { digits, point: point + 1 };
}

/** 2ᵏ − exact. */
function from(k: number, exact: Exact): Exact {
  return { digits: (1n << BigInt(exact.point + k)) - exact.digits, point: exact.point };
}

export function erf(z: number): Exact {
  const point = bitsFor(Math.min(z * z, 40)) + pointFor(z);
  const [x, square] = argument(z, false, point);
  const digits = erfOf(x, square, point);
  return { digits: z < 0 ? -digits : digits, point };
}

export function erfc(z: number): Exact {
  const tail = complement(z, false, false);
  return z < 0 ? from(1, tail) : tail;
}

export function erfcx(z: number): Exact {
  if (z >= 0) return complement(z, false, true);
  const point = bitsFor(z * z);
  return times(erfc(z), expOf(argument(z, false, point)[1], point));
}

export function normalCdf(z: number): Exact {
  const tail = half(complement(z, true, false));
  return z > 0 ? from(0, tail) : tail;
}

export function normalPdf(z: number): Exact {
  const point = 1500;
  const density = expOf(-argument(z, true, point)[1], point);
  return {
    digits: (density.digits << BigInt(point)) / sqrt(2n * pi(point), point),
    point: density.point,
  };
}

/** ln Φ(z). */
export function normalLogCdf(z: number): Exact {
  const point = 500;
  if (z < 0) {
    const scaled = half(complement(z, true, true));
    const square = argument(z, true, point)[1];
    return { digits: logOf(at(scaled, point), point) - square, point };
  }
  const tail = half(complement(z, true, false));
  const wide = Math.max(point, Math.ceil(1.5 * z * z) + 300);
  return { digits: logOf((1n << BigInt(wide)) - at(tail, wide), wide), point: wide };
}

/** Distance of z from Φ⁻¹(p) in units of the last place of z, to first order. */
export function quantileUlps(z: number, p: number): number {
  const point = 1500;
  // From the nearer tail, where 1 − p is exact.
  const upper = p > 0.5;
  const aim = fixed(upper ? 1 - p : p, point);
  const missed = at(normalCdf(upper ? -z : z), point) - aim;
  const density = at(normalPdf(z), point);
  const [significand, exponent] = split(z);
  if (significand === 0n) return missed === 0n ? 0 : Infinity;
  return Math.abs(Number(shift((missed << 1100n) / density, -1100 - exponent + 10))) / 1024;
}

/** B₂ₖ/(2k(2k−1)) of Stirling's series as fractions, k = 1, 2, …, from the recurrence of Bₙ. */
function stirlingFractions(count: number): [bigint, bigint][] {
  const bernoulli: [bigint, bigint][] = [[1n, 1n]];
  for (let m = 1; m <= 2 * count; m++) {
    let top = 0n;
    let bottom = 1n;
    let binomial = 1n;
    for (let k = 0; k < m; k++) {
      const [a, b] = bernoulli[k]!;
      top = top * b + binomial * a * bottom;
      bottom *= b;
      binomial = (binomial * BigInt(m + 1 - k)) / BigInt(k + 1);
    }
    bernoulli.push(reduce(-top, bottom * BigInt(m + 1)));
  }
  return Array.from({ length: count }, (_, i) => {
    const n = BigInt(2 * i + 2);
    const [a, b] = bernoulli[2 * i + 2]!;
    return reduce(a, b * n * (n - 1n));
  });
}

function reduce(a: bigint, b: bigint): [bigint, bigint] {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? [0n, 1n] : [a / x, b / x];
}

const fractions = stirlingFractions(30);

/** ln Γ(x), x > 0: Stirling's series at x + 64, and the product of the steps back. */
export function logGamma(x: number): Exact {
  const point = 400 + pointFor(x);
  const unit = 1n << BigInt(point);
  let y = fixed(x, point);
  let steps = unit;
  for (let i = 0; i < 64; i++) {
    steps = (steps * y) >> BigInt(point);
    y += unit;
  }
  let sum = (((y - (unit >> 1n)) * logOf(y, point)) >> BigInt(point)) - y;
  sum += logOf(2n * pi(point), point) >> 1n;
  let power = y;
  for (const [a, b] of fractions) {
    sum += (a * (unit << BigInt(point))) / (b * power);
    power = (power * ((y * y) >> BigInt(point))) >> BigInt(point);
  }
  return { digits: sum - logOf(steps, point), point };
}
