import { existsSync, readFileSync } from "node:fs";

/** Bytes of ../shared/data/<name>, or null; a checkout one level deeper finds the folder too. */
export function sharedData(name) {
  const file = [`../shared/data/${name}`, `../../shared/data/${name}`].find(existsSync);
  return file === undefined ? null : readFileSync(file);
}

/** Little-endian floats. */
export function floats(bytes) {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** Linear interpolation between order statistics, as NumPy's. */
export function percentile(values, percent) {
  const sorted = Float64Array.from(values).sort();
  const place = (percent / 100) * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** Numbers in [0, 1) from a 32-bit seed. */
export function mulberry32(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Throws where a task is not the one whose figures are quoted. */
export function expectNear(what, value, expected, tolerance = 1e-5) {
  if (!(Math.abs(value - expected) <= tolerance * Math.max(1, Math.abs(expected)))) {
    throw new Error(`${what} is ${value}, not ${expected}: this is another task`);
  }
}
