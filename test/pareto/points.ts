/** Sets of points in objective space with known hypervolume, and generators for more. */

/** Cyclic shifts of (1, 2, …, m). */
export function cyclic(m: number): number[][] {
  return Array.from({ length: m }, (_, shift) =>
    Array.from({ length: m }, (_, o) => ((o + shift) % m) + 1),
  );
}

/** m points with 0 in one coordinate and 1 in the others. */
export function unitCorners(m: number): number[][] {
  return Array.from({ length: m }, (_, i) =>
    Array.from({ length: m }, (_, o) => (o === i ? 0 : 1)),
  );
}

/** n × m numbers of the 31-bit generator s ← 1103515245 s + 12345, s₀ = 42, row by row. */
export function congruential(n: number, m: number): number[][] {
  let state = 42n;
  return Array.from({ length: n }, () =>
    Array.from({ length: m }, () => {
      state = (1103515245n * state + 12345n) % (1n << 31n);
      return Number(state) / 2 ** 31;
    }),
  );
}

/** The lattice of Das and Dennis on the simplex: all multiples of 1/p that sum to 1. */
export function lattice(m: number, p: number): number[][] {
  const parts = (left: number, places: number): number[][] =>
    places === 1
      ? [[left]]
      : Array.from({ length: left + 1 }, (_, first) =>
          parts(left - first, places - 1).map((rest) => [first, ...rest]),
        ).flat();
  return parts(p, m).map((point) => point.map((value) => value / p));
}

/** The points moved along their rays onto the unit sphere. */
export function onSphere(points: readonly number[][]): number[][] {
  return points.map((point) => {
    const norm = Math.hypot(...point);
    return point.map((value) => value / norm);
  });
}

/** A seeded generator of numbers in [0, 1) (mulberry32). */
export function uniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** n random points of the first orthant of the unit sphere: a front without dominated points. */
export function sphereFront(n: number, m: number, seed: number): number[][] {
  const next = uniform(seed);
  const gauss = () =>
    Math.abs(Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()));
  return onSphere(Array.from({ length: n }, () => Array.from({ length: m }, gauss)));
}

/** m equal numbers. */
export function fill(m: number, value: number): number[] {
  return new Array<number>(m).fill(value);
}

/** n random points of m objectives; every second one on a grid of fifths, so that ties are common. */
export function mixed(n: number, m: number, seed: number): number[][] {
  const next = uniform(seed);
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: m }, () => (i % 2 ? next() : Math.floor(next() * 6) / 5)),
  );
}
