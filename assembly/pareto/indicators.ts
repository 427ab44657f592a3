/** Indicators of how well a set approximates a known front. */
import { doubles } from "../memory/access";

/** Distance from a point of the front to a point of the set; only what is worse where `plus`. */
function squaredDistance(k: i32, target: usize, point: usize, plus: i32): f64 {
  let sum: f64 = 0;
  for (let o: usize = 0; o < doubles(k); o += 8) {
    const difference = load<f64>(point + o) - load<f64>(target + o);
    const counted = plus ? max(difference, <f64>0) : difference;
    sum += counted * counted;
  }
  return sum;
}

/**
 * Inverted generational distance: the mean over the m points of a front of the distance to the
 * nearest of n ≥ 1 points.
 *
 * @param plus 0: Euclidean distance (IGD); 1: only the objectives in which the point is worse
 *   count (IGD+, which dominance cannot contradict)
 * Cost: O(n m k).
 * Source: Ishibuchi, Masuda, Tanigaki and Nojima 2015, "Modified distance calculation in
 * generational distance and inverted generational distance".
 */
export function pareto_igd(n: i32, k: i32, y: usize, m: i32, front: usize, plus: i32): f64 {
  const row = doubles(k);
  let sum: f64 = 0;
  for (let i = 0; i < m; i++) {
    let nearest: f64 = Infinity;
    for (let j = 0; j < n; j++) {
      const target = front + <usize>i * row;
      nearest = min(nearest, squaredDistance(k, target, y + <usize>j * row, plus));
    }
    sum += sqrt(nearest);
  }
  return sum / <f64>m;
}

/**
 * R2: the mean over m weight vectors of the best weighted Chebyshev distance from an ideal point
 * that one of n ≥ 1 points reaches.
 *
 * @param weights m × k, ≥ 0
 * Cost: O(n m k).
 * Source: Brockhoff, Wagner and Trautmann 2012, "On the properties of the R2 indicator".
 */
export function pareto_r2(n: i32, k: i32, y: usize, m: i32, weights: usize, ideal: usize): f64 {
  const row = doubles(k);
  let sum: f64 = 0;
  for (let i = 0; i < m; i++) {
    const weight = weights + <usize>i * row;
    let best: f64 = Infinity;
    for (let j = 0; j < n; j++) {
      const point = y + <usize>j * row;
      let worst: f64 = 0;
      for (let o: usize = 0; o < row; o += 8) {
        const distance = abs(load<f64>(point + o) - load<f64>(ideal + o));
        worst = max(worst, load<f64>(weight + o) * distance);
      }
      best = min(best, worst);
    }
    sum += best;
  }
  return sum / <f64>m;
}
