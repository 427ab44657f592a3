/** Sine of arguments so large that their reduction needs hundreds of bits of 2/π. */
import { add, both, first, mul, productError, sub } from "./lanes";
import { sineOfRest } from "./sine_series";

/** 64 zero bits, then 1,216 bits of 2/π. */
const TWO_OVER_PI: usize = memory.data<u64>(
  [
    0, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
    0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484,
    0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f,
    0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b,
    0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab,
  ],
  16,
);

/** 64 bits of the table from bit `position` on. */
function window(position: i32): u64 {
  const word = TWO_OVER_PI + ((<usize>(position >> 6)) << 3);
  const shift: u64 = position & 63;
  const upper = load<u64>(word) << shift;
  return shift == 0 ? upper : upper | (load<u64>(word, 8) >>> (64 - shift));
}

/** Upper 64 bits of a product. */
function upperProduct(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff;
  const a1 = a >>> 32;
  const b0 = b & 0xffffffff;
  const b1 = b >>> 32;
  const cross = a1 * b0 + ((a0 * b0) >>> 32);
  const other = a0 * b1 + (cross & 0xffffffff);
  return a1 * b1 + (cross >>> 32) + (other >>> 32);
}

/**
 * sin(x + quarters·π/2) for any finite x beyond 2²⁰·π: x = m·2ᵉ times the 192 bits of 2/π that
 * matter modulo 4 (Payne & Hanek 1983), of which 128 remain below the quadrant.
 */
export function largeSine(x: f64, quarters: i64): f64 {
  const bits = reinterpret<u64>(x);
  const m: u64 = (bits & 0x000fffffffffffff) | 0x0010000000000000;
  const start = (<i32>(bits >>> 52) & 0x7ff) - 1075 + 62;
  const w2 = window(start + 128);
  const w1 = window(start + 64);
  const r2 = m * w2;
  const carried = upperProduct(m, w2);
  const r1 = m * w1 + carried;
  const carry: u64 = r1 < carried ? 1 : 0;
  const r0 = m * window(start) + upperProduct(m, w1) + carry;
  let quadrant: i64 = r0 >>> 62;
  let upper = (r0 << 2) | (r1 >>> 62);
  let lower = (r1 << 2) | (r2 >>> 62);
  const negative = <i64>upper < 0;
  if (negative) {
    quadrant++;
    lower = -lower;
    upper = ~upper + (lower == 0 ? 1 : 0);
  }
  // The fraction of a quadrant in two doubles, then times π/2 in two.
  let scale = 5.421010862427522e-20;
  if (upper == 0) {
    upper = lower;
    lower = 0;
    scale *= scale;
  }
  const zeros = clz<u64>(upper);
  if (zeros > 0) {
    upper = (upper << zeros) | (lower >>> (64 - zeros));
    lower <<= zeros;
  }
  scale = scale / <f64>((<u64>1) << zeros);
  const head = both(<f64>(upper & ~0x7ff) * scale);
  const tail = (<f64>(upper & 0x7ff) + <f64>lower * 5.421010862427522e-20) * scale;
  const quarter = both(1.5707963267948966);
  const product = mul(head, quarter);
  const rest = add(
    productError(head, quarter, product),
    both(first(head) * 6.123233995736766e-17 + tail * 1.5707963267948966),
  );
  const high = add(product, rest);
  const low = sub(rest, sub(high, product));
  const flip = both(negative != x < 0 ? -0.0 : 0.0);
  // For x < 0: sin(−y + q·π/2) with the quadrant of y negated.
  if (x < 0) quadrant = -quadrant;
  return first(
    sineOfRest(v128.xor(high, flip), v128.xor(low, flip), i64x2.splat(quadrant + quarters)),
  );
}
