/**
 * Philox 4×32-10 for four blocks at a time, one in each 32-bit lane: the bits of philox.ts at a
 * third of its time. A 32 × 32-bit product of four lanes is two extended multiplications, and two
 * shuffles that part the upper words from the lower ones.
 */
import { UNIFORM } from "./philox";

function upperWords(even: v128, odd: v128): v128 {
  return v128.shuffle<i32>(even, odd, 1, 3, 5, 7);
}

function lowerWords(even: v128, odd: v128): v128 {
  return v128.shuffle<i32>(even, odd, 0, 2, 4, 6);
}

/** The upper 53 of 64 bits as doubles in (0, 1), as `unit` of philox.ts. */
function units(bits: v128): v128 {
  const whole = i64x2.shr_u(bits, 11);
  // Both halves go into fractions of doubles, 2⁵² + low and 2⁸⁴ + 2³²·high; 2⁸⁴ + 2⁵² is exact.
  const low = v128.or(v128.and(whole, i64x2.splat(0xffffffff)), i64x2.splat(0x4330000000000000));
  const high = v128.or(i64x2.shr_u(whole, 32), i64x2.splat(0x4530000000000000));
  const number = f64x2.add(f64x2.sub(high, i64x2.splat(0x4530000000100000)), low);
  return f64x2.mul(f64x2.pmax(number, f64x2.splat(0.5)), f64x2.splat(1.1102230246251565e-16));
}

/** Uniform numbers 2·index … 2·index + 7 of a stream, written to `out`. */
export function eightUniforms(
  seedLow: u32,
  seedHigh: u32,
  stream: u32,
  index: u64,
  out: usize,
): void {
  let c0 = i32x4.splat(<i32>index);
  let c1 = i32x4.splat(<i32>(index >> 32) | ((<i32>UNIFORM) << 24));
  c0 = i32x4.add(c0, i32x4(0, 1, 2, 3));
  let c2 = i32x4.splat(stream);
  let c3 = i32x4.splat(0);
  if (<u32>index > 0xfffffffc) c1 = carried(c0, c1, index);
  const factorA = i32x4.splat(0xd2511f53);
  const factorB = i32x4.splat(0xcd9e8d57);
  let k0 = i32x4.splat(seedLow);
  let k1 = i32x4.splat(seedHigh);
  for (let round = 0; round < 10; round++) {
    const a0 = i64x2.extmul_low_i32x4_u(c0, factorA);
    const a1 = i64x2.extmul_high_i32x4_u(c0, factorA);
    const b0 = i64x2.extmul_low_i32x4_u(c2, factorB);
    const b1 = i64x2.extmul_high_i32x4_u(c2, factorB);
    c0 = v128.xor(v128.xor(upperWords(b0, b1), c1), k0);
    c1 = lowerWords(b0, b1);
    c2 = v128.xor(v128.xor(upperWords(a0, a1), c3), k1);
    c3 = lowerWords(a0, a1);
    k0 = i32x4.add(k0, i32x4.splat(0x9e3779b9));
    k1 = i32x4.add(k1, i32x4.splat(0xbb67ae85));
  }
  const first01 = units(v128.shuffle<i32>(c0, c1, 0, 4, 1, 5));
  const first23 = units(v128.shuffle<i32>(c0, c1, 2, 6, 3, 7));
  const second01 = units(v128.shuffle<i32>(c2, c3, 0, 4, 1, 5));
  const second23 = units(v128.shuffle<i32>(c2, c3, 2, 6, 3, 7));
  v128.store(out, v128.shuffle<f64>(first01, second01, 0, 2));
  v128.store(out, v128.shuffle<f64>(first01, second01, 1, 3), 16);
  v128.store(out, v128.shuffle<f64>(first23, second23, 0, 2), 32);
  v128.store(out, v128.shuffle<f64>(first23, second23, 1, 3), 48);
}

/** c1 with one more in the lanes whose lower word of the index wrapped around. */
function carried(c0: v128, c1: v128, index: u64): v128 {
  const wrapped = i32x4.lt_u(c0, i32x4.splat(<i32>index));
  return i32x4.sub(c1, wrapped);
}
