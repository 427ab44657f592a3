import { InputError } from "../errors.js";
import type { UnitCube } from "../space/index.js";
import type { AskProgress } from "./ask.js";
import type { OutcomeLimits } from "./constraints.js";
import { type Objectives, sign } from "./objectives.js";
import type { Prediction, Proposal, Sampler, SamplerRequest } from "./sampler.js";
import type { Trial, TrialState } from "./trial.js";

/** The state of a study that a request to its sampler describes. */
export interface StudyState {
  readonly cube: UnitCube;
  readonly objectives: Objectives;
  readonly limits: readonly OutcomeLimits[];
  readonly seed: number;
  readonly trials: readonly Trial[];
  /** Where each trial's params lie in the unit cube. */
  readonly points: readonly Float64Array[];
  /** How many trials the sampler has proposed. */
  readonly proposed: number;
}

/**
 * What limits an ask: milliseconds by the clock and by the work, Infinity for none, and a signal.
 */
export interface Budget {
  readonly timeBudget: number;
  readonly workBudget: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: AskProgress) => void) | undefined;
}

/** Asks `sampler` for `count` points; throws `InputError` where it breaks its contract. */
export function propose(
  sampler: Sampler,
  state: StudyState,
  count: number,
  budget: Budget,
): readonly Proposal[] {
  const proposals = sampler.propose(requestOf(state, count, budget));
  checkProposals(sampler, proposals, count, state.cube.dimension);
  return proposals;
}

function checkProposals(
  { name }: Sampler,
  proposals: readonly Proposal[],
  count: number,
  dimension: number,
): void {
  const legal =
    proposals.length === count &&
    proposals.every(({ point }) => point.length === dimension && point.every(Number.isFinite));
  if (!legal) {
    const remedy = `propose() must give ${count} points of ${dimension} finite coordinates`;
    throw new InputError(`sampler ${name}`, proposals, remedy);
  }
}

/** Data are gathered when they are read, so that a sampler pays only for what it looks at. */
export function requestOf(state: StudyState, count: number, budget: Budget): SamplerRequest {
  const { cube, objectives, seed, limits } = state;
  const { timeBudget, workBudget, signal, onProgress } = budget;
  const end = performance.now() + timeBudget;
  const points = once(() => pointsOf(state, "complete"));
  const values = once(() => valuesOf(state));
  const outcomes = once(() => outcomesOf(state));
  const pending = once(() => pointsOf(state, "running"));
  const failed = once(() => pointsOf(state, "failed"));
  return {
    cube,
    seed,
    index: state.proposed,
    count,
    objectives: Object.keys(objectives).length,
    goals: objectives,
    get points() {
      return points();
    },
    get values() {
      return values();
    },
    limits,
    get outcomes() {
      return outcomes();
    },
    get pending() {
      return pending();
    },
    get failed() {
      return failed();
    },
    timeBudget,
    workBudget,
    expired: () => performance.now() >= end,
    signal,
    onProgress,
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Plain loops: a sampler for cheap objectives reads thousands of trials at every ask. */
function valuesOf({ objectives, trials }: StudyState): Float64Array {
  const signs = Object.entries(objectives).map(([name, way]) => [name, sign(way)] as const);
  const rows = new Float64Array(countOf(trials, "complete") * signs.length);
  let at = 0;
  for (const { values } of trials) {
    if (values !== null) for (const [name, way] of signs) rows[at++] = way * values[name]!;
  }
  return rows;
}

function outcomesOf({ limits, trials }: StudyState): Float64Array {
  const rows = new Float64Array(
    limits.length === 0 ? 0 : countOf(trials, "complete") * limits.length,
  );
  let at = 0;
  for (const { values } of trials) {
    if (values !== null) for (const { name } of limits) rows[at++] = values[name]!;
  }
  return rows;
}

function pointsOf({ cube, trials, points }: StudyState, state: TrialState): Float64Array {
  const d = cube.dimension;
  const rows = new Float64Array(countOf(trials, state) * d);
  let at = 0;
  for (let i = 0; i < trials.length; i++) {
    if (trials[i]!.state !== state) continue;
    const point = points[i]!;
    for (let j = 0; j < d; j++) rows[at++] = point[j]!;
  }
  return rows;
}

function countOf(trials: readonly Trial[], state: TrialState): number {
  let count = 0;
  for (const trial of trials) if (trial.state === state) count++;
  return count;
}

/** A sampler's prediction in the user's units: minimized objectives turn their sign. */
export function turned(prediction: Prediction | undefined, way: 1 | -1): Prediction | null {
  return prediction === undefined ? null : { ...prediction, mean: way * prediction.mean };
}
