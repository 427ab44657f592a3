/**
 * Arithmetic in fixed point over BigInt, the oracle of the numerical functions: it shares no
 * algorithm, coefficient or rounding with them.
 */

/** The real number `digits` · 2^−`point`. */
export interface Exact {
  readonly digits: bigint;
  readonly point: number;
}

/** Significand and exponent: x = significand · 2^exponent, exactly. */
export function split(x: number): [significand: bigint, exponent: number] {
  const bits = new BigUint64Array(new Float64Array([x]).buffer)[0]!;
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = field === 0 ? fraction : fraction | 0x10000000000000n;
  return [x < 0 ? -magnitude : magnitude, Math.max(field, 1) - 1075];
}

/** x with `point` bits after the point; bits below are cut off. */
export function fixed(x: number, point: number): bigint {
  const [significand, exponent] = split(x);
  return shift(significand, exponent + point);
}

export function shift(value: bigint, by: number): bigint {
  return by >= 0 ? value << BigInt(by) : value >> BigInt(-by);
}

export function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Bits of |value|. */
export function bitLength(value: bigint): number {
  return abs(value).toString(2).length;
}

/** The position of the last bit of a double near `exact`, as an exponent of 2. */
function lastBit({ digits, point }: Exact): number {
  return Math.max(bitLength(digits) - point - 53, -1074);
}

/** |actual − exact| in units of the last place of `exact`. */
export function ulps(actual: number, exact: Exact): number {
  if (!Number.isFinite(actual)) return Number.isNaN(actual) ? Infinity : overflow(actual, exact);
  const [significand, exponent] = split(actual);
  const point = Math.max(exact.point, -exponent);
  const error = abs(
    shift(significand, exponent + point) - shift(exact.digits, point - exact.point),
  );
  // Thousandths of an ulp, as an integer that fits a double.
  return Number(shift(error * 1000n, -point - lastBit(exact))) / 1000;
}

/** An infinite result is right where rounding to nearest gives it. */
function overflow(actual: number, { digits, point }: Exact): number {
  const beyond = abs(digits) >= shift(0x1fffffffffffffn * 2n + 1n, 970 + point);
  return beyond && digits > 0n === actual > 0 ? 0 : Infinity;
}

const constants = new Map<string, bigint>();

function remember(name: string, point: number, make: () => bigint): bigint {
  const key = `${name} ${point}`;
  const known = constants.get(key) ?? make();
  constants.set(key, known);
  return known;
}

/** Σ ±1/((2k+1) q^(2k+1)): artanh(1/q), or arctan(1/q) with alternating signs. */
function inverseTangent(q: bigint, point: number, sign: bigint): bigint {
  let power = (1n << BigInt(point)) / q;
  let sum = power;
  for (let k = 1n; power !== 0n; k++) {
    power = (sign * power) / (q * q);
    sum += power / (2n * k + 1n);
  }
  return sum;
}

export function ln2(point: number): bigint {
  return remember("ln2", point, () => 2n * inverseTangent(3n, point + 8, 1n)) >> 8n;
}

/** π by Machin's formula. */
export function pi(point: number): bigint {
  return remember("pi", point, () => {
    const fifth = inverseTangent(5n, point + 8, -1n);
    return (16n * fifth - 4n * inverseTangent(239n, point + 8, -1n)) >> 8n;
  });
}

/** Square root by Newton's iteration on integers. */
export function sqrt(value: bigint, point: number): bigint {
  const target = value << BigInt(point);
  if (target === 0n) return 0n;
  let root = 1n << BigInt((bitLength(target) + 1) >> 1);
  for (;;) {
    const next = (root + target / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
