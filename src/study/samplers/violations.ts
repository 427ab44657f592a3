/** Told values beside their limits, for searches that compare trials without a model. */
import { nonDominatedSort } from "../../pareto/index.js";
import type { OutcomeLimits } from "../constraints.js";

/** How far told quantities lie beyond their limits: n × c, 0 where a limit is kept. */
export function violationsOf(
  outcomes: Float64Array,
  limits: readonly OutcomeLimits[],
): Float64Array {
  return outcomes.map((value, i) => {
    const { lower, upper } = limits[i % limits.length]!;
    return Math.max(lower - value, value - upper, 0);
  });
}

/**
 * Ranks by constrained domination: feasible points as `nonDominatedSort` ranks them, then the others
 * by the sum of their violations, each in shares of the largest one.
 *
 * @param losses      n rows of k, to be minimized
 * @param violations  n × c
 * Source: Deb, Pratap, Agarwal and Meyarivan 2002, §VI.
 */
export function constrainedRanks(
  losses: readonly Float64Array[],
  violations: Float64Array,
): Int32Array {
  const n = losses.length;
  const c = violations.length / n;
  if (c === 0) return nonDominatedSort(losses);
  const totals = totalViolations(violations, n, c);
  const feasible = [...totals.keys()].filter((i) => totals[i] === 0);
  const ranks = new Int32Array(n);
  let next = 0;
  nonDominatedSort(feasible.map((i) => losses[i]!)).forEach((rank, place) => {
    ranks[feasible[place]!] = rank;
    next = Math.max(next, rank + 1);
  });
  const others = [...totals.keys()].filter((i) => totals[i]! > 0);
  others.sort((a, b) => totals[a]! - totals[b]! || a - b);
  others.forEach((i, place) => {
    if (place > 0 && totals[i]! > totals[others[place - 1]!]!) next++;
    ranks[i] = next;
  });
  return ranks;
}

function totalViolations(violations: Float64Array, n: number, c: number): Float64Array {
  const totals = new Float64Array(n);
  for (let j = 0; j < c; j++) {
    let largest = 0;
    for (let i = j; i < violations.length; i += c) largest = Math.max(largest, violations[i]!);
    for (let i = 0; i < n && largest > 0; i++) totals[i]! += violations[i * c + j]! / largest;
  }
  return totals;
}
