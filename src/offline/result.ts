/** What a search without measurements comes to, and how far it can be trusted. */
import type { ChoiceValue, Space } from "../space/index.js";
import type { Dataset } from "./dataset.js";
import { factorsOf, partsOf } from "./factors.js";
import type { OfflineTask, Proposal } from "./method.js";
import { distances, rankCorrelation, spread } from "./report.js";
import type { Table } from "./table.js";
import { UnseenPairs } from "./unseen-pairs.js";

export interface OfflineCandidate {
  /** A legal design, by the names of the columns: x1, x2, … where they have none. */
  readonly params: Readonly<Record<string, ChoiceValue>>;
  /** The same in the order of the columns. */
  readonly x: readonly ChoiceValue[];
  /** The model's score in the units of the data, and its standard deviation. */
  readonly score: number;
  readonly deviation: number;
  /** Distance to the nearest design of the data, in deviations of the columns. */
  readonly distance: number;
  /**
   * Pairs of columns whose options in this design the data should hold together by chance, and never
   * do: most likely something forbids them.
   */
  readonly unseenPairs: readonly (readonly [string, string])[];
}

export interface OfflineResult {
  /** Best predicted score first. */
  readonly candidates: readonly OfflineCandidate[];
  readonly method: string;
  readonly seed: number;
  /** The given space or the inferred one. */
  readonly space: Space;
  readonly data: {
    readonly rows: number;
    readonly best: number;
    /** Rows whose design occurred before; they are kept, and count as often as they occur. */
    readonly duplicates: number;
    /** Columns of one value, which every candidate keeps. */
    readonly constant: readonly string[];
    /** Median distance of the data's designs to their nearest neighbours: scale of `distance`. */
    readonly typicalDistance: number;
  };
  /** How many candidates differ, and the mean distance between two. */
  readonly diversity: { readonly distinct: number; readonly meanDistance: number };
  /**
   * Rank correlation of prediction and score on rows that the model did not see: near 1 it knows
   * the order within the data, near 0 it knows nothing. Null for tables of fewer than 20 rows.
   */
  readonly validation: { readonly rows: number; readonly rankCorrelation: number } | null;
}

/** Rows of the data whose neighbours are looked for. */
const SAMPLE = 200;

/**
 * The designs of a proposal as candidates, best first, and what the data say of them. Cost: two
 * predictions and the neighbours of the candidates and of at most 200 rows. Throws the signal's
 * reason.
 */
export async function describe(
  proposal: Proposal,
  task: OfflineTask,
  table: Table,
): Promise<Omit<OfflineResult, "method" | "seed" | "space">> {
  const { designs } = proposal;
  const { data, candidates, heldOut, pause } = task;
  const { d, n } = data;
  const decoded = Array.from({ length: candidates }, (_, i) =>
    data.decode(designs.subarray(i * d, (i + 1) * d)),
  );
  // Judged is what will be built: the legal design, not the point that the search ended at.
  const legal = data.encode(decoded);
  const { mean, deviation } = proposal.predict(legal);
  const distance = await distances(legal, data, pause);
  const unseen = await unseenPairsOf(legal, data, pause);
  const found = decoded.map(
    (params, i): OfflineCandidate => ({
      params,
      x: table.names.map((name) => params[name]!),
      score: data.score(mean[i]!),
      deviation: data.deviation(deviation[i]!),
      distance: distance[i]!,
      unseenPairs: unseen[i]!,
    }),
  );
  const order = found.map((_, i) => i).sort((a, b) => mean[b]! - mean[a]! || a - b);
  const sample = Int32Array.from({ length: Math.min(n, SAMPLE) }, (_, i) =>
    Math.floor((i * n) / Math.min(n, SAMPLE)),
  );
  const own = await distances(pick(data, sample), data, pause, sample);
  const validation = heldOut.length === 0 ? null : validate(proposal, data, heldOut);
  const best = [...data.best()];
  return {
    candidates: order.map((i) => found[i]!),
    data: {
      rows: n,
      best: table.scores[best[0]!]!,
      duplicates: n - best.length,
      constant: data.columns.filter(({ inputs }) => inputs === 0).map(({ name }) => name),
      typicalDistance: own.sort()[own.length >> 1]!,
    },
    diversity: {
      distinct: new Set(found.map(({ x }) => JSON.stringify(x))).size,
      meanDistance: spread(legal, d),
    },
    validation,
  };
}

/** Names of the columns of the unseen pairs in each row of inputs, each pair once. */
async function unseenPairsOf(
  x: Float32Array,
  data: Dataset,
  pause: () => Promise<void>,
): Promise<[string, string][][]> {
  const factors = factorsOf(data);
  const names = data.columns.filter(({ inputs }) => inputs > 0).map(({ name }) => name);
  const unseen = await UnseenPairs.of(data, pause);
  return Array.from({ length: x.length / data.d }, (_, i) => {
    const parts = partsOf(data, factors, x.subarray(i * data.d, (i + 1) * data.d));
    const pairs = new Map([...unseen.in(parts)].map(([a, b]) => [`${a},${b}`, [a, b] as const]));
    return [...pairs.values()].map(([a, b]) => [names[a]!, names[b]!]);
  });
}

/** How the model orders rows that it did not see. */
function validate(proposal: Proposal, data: Dataset, rows: Int32Array) {
  const { mean } = proposal.predict(pick(data, rows));
  const scores = Float64Array.from(rows, (row) => data.y[row]!);
  return { rows: rows.length, rankCorrelation: rankCorrelation(mean, scores) };
}

/** The inputs of some rows of the data. */
function pick({ x, d }: Dataset, rows: Int32Array): Float32Array {
  const out = new Float32Array(rows.length * d);
  rows.forEach((row, i) => {
    out.set(x.subarray(row * d, (row + 1) * d), i * d);
  });
  return out;
}
