/**
 * Hypervolume in plain JavaScript, as one writes it: arrays of arrays, no typed memory. Two ways:
 * the textbook recursion (WFG with non-dominated limit sets, down to a sweep of two objectives),
 * and the best that we know how to write, dimension sweeps of three and four objectives.
 */

const covers = (a, b) => a.every((value, o) => value <= b[o]);

function nonDominated(points) {
  const kept = [];
  for (const point of points) {
    if (kept.some((other) => covers(other, point))) continue;
    for (let i = kept.length - 1; i >= 0; i--) if (covers(point, kept[i])) kept.splice(i, 1);
    kept.push(point);
  }
  return kept;
}

const boxVolume = (point, reference) =>
  point.reduce((product, value, o) => product * (reference[o] - value), 1);

const limited = (points, point) =>
  points.map((other) => other.map((value, o) => Math.max(value, point[o])));

function sweep2(points, reference) {
  const sorted = [...points].sort((a, b) => a[0] - b[0]);
  let [area, lowest] = [0, reference[1]];
  for (const [x, y] of sorted) {
    if (y >= lowest) continue;
    area += (reference[0] - x) * (lowest - y);
    lowest = y;
  }
  return area;
}

/** While, Bradstreet and Barone 2012: slices by the last objective of exclusive volumes. */
export function recursion(points, reference) {
  const last = reference.length - 1;
  if (last === 1) return sweep2(points, reference);
  const base = reference.slice(0, last);
  const sorted = [...points].sort((a, b) => b[last] - a[last]).map((p) => [p.slice(0, last), p]);
  let volume = 0;
  sorted.forEach(([head, point], i) => {
    const later = sorted.slice(i + 1).map(([other]) => other);
    const hidden = recursion(nonDominated(limited(later, head)), base);
    volume += (reference[last] - point[last]) * (boxVolume(head, base) - hidden);
  });
  return volume;
}

/** Puts a point into a staircase sorted by x; the area that it adds. */
function addStep(stairs, x, y) {
  let at = 1;
  while (stairs[at][0] < x) at++;
  let above = stairs[at - 1][1];
  if (above <= y || (stairs[at][0] === x && stairs[at][1] <= y)) return 0;
  let [area, from, end] = [0, x, at];
  for (;;) {
    area += (stairs[end][0] - from) * (above - y);
    if (stairs[end][1] < y) break;
    [from, above] = stairs[end++];
  }
  stairs.splice(at, end - at, [x, y]);
  return area;
}

/** Three objectives: a staircase kept up to date from the lowest point to the highest. */
export function sweep3(points, reference) {
  const stairs = [
    [-Infinity, reference[1]],
    [reference[0], -Infinity],
  ];
  let [volume, area, level] = [0, 0, 0];
  for (const [x, y, z] of [...points].sort((a, b) => a[2] - b[2])) {
    volume += area * (z - level);
    level = z;
    area += addStep(stairs, x, y);
  }
  return volume + area * (reference[2] - level);
}

/** Four objectives: what each point in turn adds to the volume of the first three. */
export function sweep4(points, reference) {
  const front = [];
  let [total, volume, level] = [0, 0, 0];
  for (const point of [...points].sort((a, b) => a[3] - b[3])) {
    const head = point.slice(0, 3);
    total += volume * (point[3] - level);
    level = point[3];
    if (front.some((other) => covers(other, head))) continue;
    volume += boxVolume(head, reference.slice(0, 3)) - sweep3(limited(front, head), reference);
    front.push(head);
  }
  return total + volume * (reference[3] - level);
}

/** Sum over boxes { lower, upper } of what lies above each candidate. */
export function improvement(candidates, boxes) {
  return candidates.map((candidate) => {
    let sum = 0;
    for (const { lower, upper } of boxes) {
      let product = 1;
      for (let o = 0; o < candidate.length; o++) {
        product *= Math.max(upper[o] - Math.max(lower[o], candidate[o]), 0);
      }
      sum += product;
    }
    return sum;
  });
}
