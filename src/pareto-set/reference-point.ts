/**
 * The reference point of hypervolumes for rows of k minimized values: the largest of every
 * objective, and `margin` of its range beyond.
 */
export function referencePoint(rows: readonly (readonly number[])[], margin: number): number[] {
  return rows[0]!.map((_, o) => {
    const column = rows.map((row) => row[o]!);
    const [low, high] = [Math.min(...column), Math.max(...column)];
    return high + margin * (high - low);
  });
}
