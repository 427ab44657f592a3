/** Dominance and hypervolume by their definitions: the twins of assembly/pareto. */
import { at, rowOf } from "../memory/access";

/** Volume below the reference that all points of a subset dominate together. */
function sharedVolume(n: i32, k: i32, y: usize, reference: usize, subset: i32): f64 {
  let volume: f64 = 1;
  for (let o = 0; o < k; o++) {
    let worst: f64 = -Infinity;
    for (let i = 0; i < n; i++) {
      if ((subset >> i) & 1) worst = max(worst, load<f64>(at(rowOf(y, i, k), o)));
    }
    volume *= max(load<f64>(at(reference, o)) - worst, <f64>0);
  }
  return volume;
}

/** Hypervolume by inclusion and exclusion of all subsets, n ≤ 20. Cost: O(2ⁿ n k). */
export function reference_hypervolume(n: i32, k: i32, y: usize, reference: usize): f64 {
  let total: f64 = 0;
  for (let subset = 1; subset < 1 << n; subset++) {
    const shared = sharedVolume(n, k, y, reference, subset);
    total += popcnt(subset) & 1 ? shared : -shared;
  }
  return total;
}

/** Whether point i is nowhere worse than point j and somewhere better. */
function dominates(k: i32, y: usize, i: i32, j: i32): bool {
  let better = false;
  for (let o = 0; o < k; o++) {
    const a = load<f64>(at(rowOf(y, i, k), o));
    const b = load<f64>(at(rowOf(y, j, k), o));
    if (a > b) return false;
    if (a < b) better = true;
  }
  return better;
}

/** Fronts by peeling: rank 0 is dominated by none, rank r by none but those of lower rank. */
export function reference_rank(n: i32, k: i32, y: usize, ranks: usize): void {
  for (let i = 0; i < n; i++) store<i32>(ranks + ((<usize>i) << 2), i32.MAX_VALUE);
  for (let rank = 0, left = n; left > 0; rank++) {
    for (let i = 0; i < n; i++) {
      if (load<i32>(ranks + ((<usize>i) << 2)) < rank) continue;
      let free = true;
      for (let j = 0; j < n && free; j++) {
        free = load<i32>(ranks + ((<usize>j) << 2)) < rank || !dominates(k, y, j, i);
      }
      if (!free) continue;
      store<i32>(ranks + ((<usize>i) << 2), rank);
      left--;
    }
  }
}
