/** Fronts for the benches: seeded random points of the first orthant of a sphere. */

function uniform(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** n points of m objectives at the given radius. */
export function sphere(n, m, seed, radius = 1) {
  const next = uniform(seed);
  const gauss = () =>
    Math.abs(Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()));
  return Array.from({ length: n }, () => {
    const point = Array.from({ length: m }, gauss);
    const norm = Math.hypot(...point) / radius;
    return point.map((value) => value / norm);
  });
}

/** 16 fronts to take in turns, so that no branch predictor learns one of them by heart. */
export function fronts(n, m) {
  return Array.from({ length: 16 }, (_, seed) => sphere(n, m, seed));
}
