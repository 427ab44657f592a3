/** Up to where hypervolumes count; rows of k minimized values. */
type Rows = readonly (readonly number[])[];

/** The largest value of every objective, and `margin` of its range beyond. */
export function referencePoint(rows: Rows, margin: number): number[] {
  return rangesOf(rows).map(({ high, range }) => high + margin * range);
}

/**
 * `reference` where it lies within `reach` ranges of a front beyond that, otherwise drawn in so far:
 * near a pole of one objective the models promise values of any size, and with the reference among
 * them that objective would count for nothing. What has no range yet has no limit either.
 */
export function drawnIn(reference: readonly number[], front: Rows, reach: number): number[] {
  if (front.length === 0) return [...reference];
  return rangesOf(front).map(({ high, range }, o) =>
    range > 0 ? Math.min(reference[o]!, high + reach * range) : reference[o]!,
  );
}

function rangesOf(rows: Rows): { high: number; range: number }[] {
  return rows[0]!.map((_, o) => {
    const column = rows.map((row) => row[o]!);
    const high = Math.max(...column);
    return { high, range: high - Math.min(...column) };
  });
}
