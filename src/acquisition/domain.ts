/** The unit cube that a search moves in, with its discrete coordinates. */

/** A coordinate with finitely many places. */
export interface DiscreteAxis {
  /** How many places it has. */
  readonly levels: number;
  /** Whether neighbouring levels are alike; the levels of a category are not. */
  readonly ordered: boolean;
  /** Place of a 0-based level in [0, 1], increasing in the level. */
  place(level: number): number;
}

/** One entry a coordinate; null where it is continuous. */
export type Axes = readonly (DiscreteAxis | null)[];

/** All coordinates continuous. */
export function continuousAxes(d: number): Axes {
  return Array.from({ length: d }, () => null);
}

/** The level whose place is nearest. Cost: O(log levels). */
export function nearestLevel({ levels, place }: DiscreteAxis, x: number): number {
  let [low, high] = [0, levels - 1];
  while (high - low > 1) {
    // Levels may be more than a shift of 32 bits can halve.
    const middle = Math.floor((low + high) / 2);
    if (place(middle) <= x) low = middle;
    else high = middle;
  }
  return x - place(low) <= place(high) - x ? low : high;
}

/** Moves the discrete coordinates of points (rows of d) to their nearest places, in place. */
export function snapAll(points: Float64Array, axes: Axes): Float64Array {
  const d = axes.length;
  for (let j = 0; j < d; j++) {
    const axis = axes[j];
    if (!axis) continue;
    for (let i = j; i < points.length; i += d)
      points[i] = axis.place(nearestLevel(axis, points[i]!));
  }
  return points;
}

/** How many combinations the discrete coordinates have; 1 where there are none. */
export function combinationCount(axes: Axes): number {
  return axes.reduce((product, axis) => product * (axis?.levels ?? 1), 1);
}

/** Sets the discrete coordinates of `point` to combination `index`, mixed radix. */
export function setCombination(point: Float64Array, axes: Axes, index: number): void {
  let rest = index;
  axes.forEach((axis, j) => {
    if (!axis) return;
    point[j] = axis.place(rest % axis.levels);
    rest = Math.floor(rest / axis.levels);
  });
}
