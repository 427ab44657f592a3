import { checked, core, read, readWords, withScratch } from "../core/index.js";
import { InputError } from "../errors.js";
import { type ObjectivePoints, type ObjectiveVector, toSet } from "./inputs.js";

/** A batch chosen from candidates, in the order of choice. */
export interface BatchSelection {
  /** Indices of the chosen candidates. */
  readonly indices: number[];
  /** What each of them added to the hypervolume of the points and of those chosen before it. */
  readonly gains: number[];
}

/**
 * Chooses up to q of the candidates, each the one that adds most to the hypervolume of the points
 * and of those chosen before it; of equal ones the first. The batch is shorter than q where no
 * candidate adds anything any more. Its hypervolume is at least 1 − 1/e of that of the best batch.
 *
 * @param candidates m points of k objectives, all minimized
 * @param points n points of k objectives, none included
 * @param reference k numbers: the worst that counts
 * @param q size of the batch
 * @throws InputError for numbers that are not finite, lengths that differ, and q below 0
 * Cost: the gains of m candidates, O(n) each for k ≤ 3, then those of a few a choice: the search is
 * lazy and yet exact, since the hypervolume is submodular.
 * Source: Minoux 1978; Nemhauser, Wolsey and Fisher 1978 (the bound).
 */
export function selectBatch(
  candidates: ObjectivePoints,
  points: ObjectivePoints,
  reference: ObjectiveVector,
  q: number,
): BatchSelection {
  if (!Number.isSafeInteger(q) || q < 0) throw new InputError("q", q, "give a whole number");
  const { values, n, k, corner } = toSet(points, reference);
  const { values: proposed, n: m } = toSet(candidates, corner, "candidates");
  const size = Math.min(q, m);
  return withScratch((scratch) => {
    const y = scratch.copyIn(values);
    const r = scratch.copyIn(corner);
    const c = scratch.copyIn(proposed);
    const chosen = scratch.allocateWords(size);
    const gains = scratch.allocate(size);
    checked(core().pareto_select(n, k, y, r, m, c, size, chosen, gains));
    const indices = [...readWords(chosen, size)].filter((index) => index >= 0);
    return { indices, gains: [...read(gains, indices.length)] };
  });
}
