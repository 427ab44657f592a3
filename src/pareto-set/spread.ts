/**
 * Indices of up to `count` points that lie far from each other: the best in the first coordinate,
 * then always the one farthest from those chosen. Coordinates count by their range. Cost:
 * O(n count k). Source: Gonzalez 1985, doi:10.1016/0304-3975(85)90224-5.
 */
export function farthestPoints(points: readonly (readonly number[])[], count: number): number[] {
  const ranges = points[0]!.map((_, o) => {
    const column = points.map((point) => point[o]!);
    return Math.max(...column) - Math.min(...column) || 1;
  });
  const gap = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, o) => {
      const step = (value - b[o]!) / ranges[o]!;
      return sum + step * step;
    }, 0);
  const chosen: number[] = [];
  const distances = points.map(() => Infinity);
  let next = points.reduce((low, point, i) => (point[0]! < points[low]![0]! ? i : low), 0);
  while (chosen.length < Math.min(count, points.length) && distances[next]! > 0) {
    chosen.push(next);
    points.forEach((point, i) => {
      distances[i] = Math.min(distances[i]!, gap(point, points[chosen.at(-1)!]!));
    });
    next = distances.reduce((far, distance, i) => (distance > distances[far]! ? i : far), 0);
  }
  return chosen;
}
