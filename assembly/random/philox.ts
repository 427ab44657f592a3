/** The counter-based generator Philox 4×32-10: random bits as a pure function of an address. */

/**
 * Fills the block at address `out` from key (seedLow, seedHigh) and counter (c0, c1, c2, c3).
 * Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3".
 */
export function philox(
  seedLow: u32,
  seedHigh: u32,
  c0: u32,
  c1: u32,
  c2: u32,
  c3: u32,
  out: usize,
): void {
  let k0 = seedLow;
  let k1 = seedHigh;
  for (let round = 0; round < 10; round++) {
    const p: u64 = <u64>0xd2511f53 * <u64>c0;
    const q: u64 = <u64>0xcd9e8d57 * <u64>c2;
    c0 = <u32>(q >> 32) ^ c1 ^ k0;
    c1 = <u32>q;
    c2 = <u32>(p >> 32) ^ c3 ^ k1;
    c3 = <u32>p;
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
  store<u32>(out, c0);
  store<u32>(out, c1, 4);
  store<u32>(out, c2, 8);
  store<u32>(out, c3, 12);
}

/** 64 random bits as a double of 53 bits in (0, 1). */
export function toUnit(bits: u64): f64 {
  return max(<f64>(<i64>(bits >>> 11)), 0.5) * 1.1102230246251565e-16;
}
