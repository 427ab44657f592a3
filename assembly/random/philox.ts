/**
 * The counter-based generator Philox 4×32-10: random bits as a pure function of an address, so
 * that any value of any stream is had without the ones before it, on any thread.
 *
 * Address of a block of 128 bits: the seed (key), and as counter the index of a value (53 bits)
 * with its family, the stream, and a step for values that take more than one block.
 *
 * Source: Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
 * Cost: 10 rounds of two 32×32-bit products, about 18 ns a block (philox_vector.ts: 8 ns).
 */

/** Families of numbers: equal seed, stream and index give unrelated bits in each. */
export const UNIFORM: u32 = 0;
export const GAMMA: u32 = 1;
export const GAMMA_BOOST: u32 = 2;
export const PERMUTATION: u32 = 3;
export const LATIN: u32 = 4;
export const LATIN_JITTER: u32 = 5;
export const SOBOL: u32 = 6;
export const DIRICHLET: u32 = 7;
export const DIRICHLET_BOOST: u32 = 8;

/** Writes the 16 bytes of block (index, family, stream, step) to address `out`. */
export function randomBlock(
  seedLow: u32,
  seedHigh: u32,
  stream: u32,
  family: u32,
  index: u64,
  step: u32,
  out: usize,
): void {
  random_block(
    seedLow,
    seedHigh,
    <u32>index,
    <u32>(index >> 32) | (family << 24),
    stream,
    step,
    out,
  );
}

/**
 * Philox 4×32-10 itself: four 32-bit words at `out` from a key of two words and a counter of four.
 */
export function random_block(
  key0: u32,
  key1: u32,
  counter0: u32,
  counter1: u32,
  counter2: u32,
  counter3: u32,
  out: usize,
): void {
  for (let round = 0; round < 10; round++) {
    const a: u64 = <u64>0xd2511f53 * <u64>counter0;
    const b: u64 = <u64>0xcd9e8d57 * <u64>counter2;
    counter0 = <u32>(b >> 32) ^ counter1 ^ key0;
    counter1 = <u32>b;
    counter2 = <u32>(a >> 32) ^ counter3 ^ key1;
    counter3 = <u32>a;
    key0 += 0x9e3779b9;
    key1 += 0xbb67ae85;
  }
  store<u32>(out, counter0);
  store<u32>(out, counter1, 4);
  store<u32>(out, counter2, 8);
  store<u32>(out, counter3, 12);
}

/**
 * 64 random bits at `bits` as a double in (0, 1): the upper 53 bits, of which 0 becomes 2⁻⁵⁴,
 * so that a logarithm or a quantile of it is finite.
 */
export function unit(bits: usize): f64 {
  const whole = <f64>(<i64>(load<u64>(bits) >>> 11));
  return max(whole, 0.5) * 1.1102230246251565e-16;
}
