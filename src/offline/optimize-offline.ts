import { InputError } from "../errors.js";
import { checkKeys } from "../options.js";
import { RandomStream } from "../random/index.js";
import type { Space } from "../space/index.js";
import { checkSeed, drawSeed } from "../study/seed.js";
import { Dataset } from "./dataset.js";
import type { OfflineMethod, OfflineProgress, OfflineTask, Proposal } from "./method.js";
import { type OfflineMethodName, resolveMethod } from "./methods/index.js";
import { whole } from "./methods/settings.js";
import { describe, type OfflineResult } from "./result.js";
import { type OfflineMatrix, type OfflineRecords, readTable } from "./table.js";

export interface OfflineOptions {
  /** The column of the scores, where the data are records. */
  readonly target?: string;
  /** Which scores are better; default `"maximize"`. */
  readonly direction?: "maximize" | "minimize";
  /**
   * What may be proposed, in the order of the columns of X. Without one, numbers keep to the range
   * of their column, and texts and booleans to the values that occur.
   */
  readonly space?: Space;
  /**
   * By name, made with options of its own, or your own. Default `"auto"`: `"genetic-algorithm"` where
   * most inputs are choices, else the mean of five surrogates, climbed.
   */
  readonly method?: OfflineMethodName | OfflineMethod;
  /** How many designs; default 128. */
  readonly candidates?: number;
  /** A whole number from 0. Without one it is drawn, and the result tells it. */
  readonly seed?: number;
  /** Ends the work soon with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: OfflineProgress) => void;
}

/** Streams under the seed, away from those of starts and surrogates. */
const SPLIT = 2 ** 31 + 1;
/** Milliseconds of work between two turns of the event loop. */
const TURN = 30;

/**
 * Proposes designs that should be better than those of a table, without any new measurement.
 *
 * Scores are predictions, most trustworthy where `distance` is near the data's own
 * `typicalDistance` and `validation` is high. The same data, options and seed give the same
 * designs, bit for bit, on every engine. Duplicated rows are kept; constant columns stay as they
 * are, whatever a space allows; where the data have fewer different designs than candidates, the
 * search starts from noisy copies of them. The default method repeats a design only where the
 * options and numbers of the table make no further one. Where most columns are choices it keeps, as
 * long as there are others, away from pairs of options that the data should hold by chance and never
 * do: most likely something forbids them. `geneticAlgorithm({ allowUnseenPairs: true })` does not. It
 * takes 10 to 40 s of one core for thousands of rows, a plain ascent (`"gradient-ascent"`) a fifth of
 * that.
 *
 * Throws `InputError` that names the cell or the option at fault, and the signal's reason.
 */
export async function optimizeOffline(
  data: OfflineMatrix | OfflineRecords,
  options: OfflineOptions = {},
): Promise<OfflineResult> {
  const checked = checkOptions(options);
  const { method, candidates, seed, direction } = checked;
  const table = readTable(data, options.target, options.space);
  const dataset = new Dataset(table, direction);
  const task: OfflineTask = {
    ...{ data: dataset, candidates, seed, ...split(dataset.n, seed) },
    pause: pacer(options.signal),
    progress: (progress) => options.onProgress?.(progress),
  };
  options.signal?.throwIfAborted();
  const proposal = await method.propose(task);
  try {
    checkProposal(proposal, method.name, candidates, dataset.d);
    const described = await describe(proposal, task, table);
    return { ...described, method: proposal.method ?? method.name, seed, space: table.space };
  } finally {
    proposal.dispose?.();
  }
}

function checkOptions(options: OfflineOptions) {
  checkKeys("options", options, [
    ...["target", "direction", "space", "method", "candidates", "seed", "signal", "onProgress"],
  ]);
  const { direction = "maximize", candidates = 128 } = options;
  if (direction !== "maximize" && direction !== "minimize") {
    throw new InputError("direction", direction, 'use "maximize" or "minimize"');
  }
  whole("candidates", candidates, 1e5);
  const seed = options.seed === undefined ? drawSeed() : checkSeed(options.seed);
  return { method: resolveMethod(options.method), candidates, seed, direction } as const;
}

/** A tenth of the rows, at most 200, is held out of the training; none of fewer than 20. */
function split(n: number, seed: number): { training: Int32Array; heldOut: Int32Array } {
  const order = new RandomStream(seed, SPLIT).permutation(n);
  const out = n < 20 ? 0 : Math.min(200, Math.floor(n / 10));
  return { heldOut: order.slice(0, out).sort(), training: order.slice(out).sort() };
}

/** Gives the event loop a turn when the last one is long ago; throws where the signal aborts. */
function pacer(signal: AbortSignal | undefined): () => Promise<void> {
  let turned = performance.now();
  return async () => {
    signal?.throwIfAborted();
    if (performance.now() - turned < TURN) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal?.throwIfAborted();
    turned = performance.now();
  };
}

/** A method of the user's own may err in the numbers it hands back. */
function checkProposal({ designs }: Proposal, name: string, candidates: number, d: number): void {
  if (!(designs instanceof Float32Array) || designs.length !== candidates * d) {
    const remedy = `${name} must propose a Float32Array of ${candidates} × ${d} numbers`;
    throw new InputError("designs", designs, remedy);
  }
  const wrong = designs.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new InputError(`designs[${wrong}]`, designs[wrong], `${name} must propose numbers`);
  }
}
