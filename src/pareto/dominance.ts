import { checked, core, readWords, withScratch } from "../core/index.js";
import { InputError } from "../errors.js";
import { type ObjectivePoints, type Rows, toRows } from "./inputs.js";

/** What `nonDominated` does with points that occur more than once. */
export interface NonDominatedOptions {
  /** `"first"` keeps the first of equal points, `"all"` all of them. Default `"all"`. */
  readonly copies?: "first" | "all";
}

/**
 * Indices of the points that no other point dominates, ascending. One point dominates another
 * where it is nowhere worse and somewhere better; all objectives are minimized.
 *
 * @param points n points of k objectives
 * @throws InputError for numbers that are not finite and for lengths that differ
 * Cost: O(n log n) to sort, then O(n f k) for a front of f points.
 */
export function nonDominated(
  points: ObjectivePoints,
  { copies = "all" }: NonDominatedOptions = {},
): number[] {
  if (copies !== "first" && copies !== "all") {
    throw new InputError("copies", copies, 'use "first" or "all"');
  }
  const ranks = rank(toRows(points, "points"), 1, copies === "first");
  return [...ranks.keys()].filter((i) => ranks[i] === 0);
}

/**
 * Non-dominated sorting: rank 0 for the points that no other dominates, rank r for those that only
 * points of lower ranks dominate. Equal points share their rank; all objectives are minimized.
 *
 * @param points n points of k objectives
 * @returns n ranks
 * @throws InputError for numbers that are not finite and for lengths that differ
 * Cost: O(n log n) in good cases, O(n² k) at worst.
 * Source: Zhang et al. 2015 (ENS-BS).
 */
export function nonDominatedSort(points: ObjectivePoints): Int32Array {
  const rows = toRows(points, "points");
  return rank(rows, Math.max(rows.n, 1), false);
}

function rank({ values, n, k }: Rows, fronts: number, dropCopies: boolean): Int32Array {
  return withScratch((scratch) => {
    const y = scratch.copyIn(values);
    const ranks = scratch.allocateWords(n);
    checked(core().pareto_rank(n, k, y, fronts, dropCopies ? 1 : 0, ranks));
    return readWords(ranks, n);
  });
}
