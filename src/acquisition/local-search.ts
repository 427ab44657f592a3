/** The discrete half of a mixed search: the best neighbour of each point, all points in one call. */
import { type Axes, nearestLevel } from "./domain.js";

/** Up to this many levels every one of them is a neighbour; beyond, steps that grow fourfold. */
const FEW_LEVELS = 12;

/** Levels that are tried instead of `level`. */
function neighbours(levels: number, ordered: boolean, level: number): number[] {
  if (!ordered || levels <= FEW_LEVELS) {
    return Array.from({ length: levels }, (_, other) => other).filter((other) => other !== level);
  }
  const found: number[] = [];
  for (let step = 1; step < levels; step *= 4) {
    if (level - step >= 0) found.push(level - step);
    if (level + step < levels) found.push(level + step);
  }
  return found;
}

/** How many neighbours a point has at most. */
export function neighbourCount(axes: Axes): number {
  return axes.reduce((sum, axis) => {
    const middle = axis === null ? 0 : axis.levels >> 1;
    return sum + (axis === null ? 0 : neighbours(axis.levels, axis.ordered, middle).length);
  }, 0);
}

/**
 * Moves each point (a row of `points`) to its best neighbour in one discrete coordinate, where that
 * gains more than `tolerance`. Returns which points moved.
 *
 * @param values  of the points, overwritten for those that moved
 */
export function moveToBestNeighbour(
  evaluate: (points: Float64Array) => Float64Array,
  points: Float64Array,
  values: Float64Array,
  axes: Axes,
  tolerance: number,
): boolean[] {
  const d = axes.length;
  const rows: number[] = [];
  const owners: number[] = [];
  values.forEach((_, i) => {
    const point = points.subarray(i * d, (i + 1) * d);
    axes.forEach((axis, j) => {
      if (!axis) return;
      const level = nearestLevel(axis, point[j]!);
      for (const other of neighbours(axis.levels, axis.ordered, level)) {
        const start = rows.length;
        rows.push(...point);
        rows[start + j] = axis.place(other);
        owners.push(i);
      }
    });
  });
  const moved = Array.from(values, () => false);
  // An axis with a single level has no neighbours.
  if (owners.length === 0) return moved;
  const candidates = Float64Array.from(rows);
  const found = evaluate(candidates);
  const start = values.slice();
  owners.forEach((owner, row) => {
    const gain = found[row]! - start[owner]!;
    if (!(gain > tolerance && found[row]! > values[owner]!)) return;
    values[owner] = found[row]!;
    points.set(candidates.subarray(row * d, (row + 1) * d), owner * d);
    moved[owner] = true;
  });
  return moved;
}
