import { InputError } from "../../errors.js";
import { checkKeys } from "../../options.js";
import type { OfflineTask } from "../method.js";
import type { Regularizer } from "../regularizers.js";

/** Options that all methods on surrogate networks share. */
export interface SurrogateOptions {
  /** Widths of the hidden layers; default [256, 256]. The papers take [2048, 2048]. */
  readonly hidden?: readonly number[];
  /** Passes over the data; by default 10, and more on small tables, up to 200. */
  readonly epochs?: number;
  /** Rows of a mini-batch; default 128. */
  readonly batch?: number;
  /** Default 3e-4. */
  readonly learningRate?: number;
  /** `ignite()` or `boss()`; by default none. */
  readonly regularizer?: Regularizer;
  /** Surrogates of the ensemble. */
  readonly members?: number;
  /** Ascent steps; default 200. */
  readonly steps?: number;
  /** Size of an ascent step in standardized inputs; default 0.01 √d. */
  readonly stepSize?: number;
  /**
   * Ascents per candidate. With 1, the default and as published, the ends of the ascents are the
   * candidates; with more, the best different designs among the ends are, by what the surrogates say.
   */
  readonly pool?: number;
  /** Keep numbers within the space, or the range of the data, during the ascent; default true. */
  readonly bounds?: boolean;
}

const KEYS = [
  "hidden",
  "epochs",
  "batch",
  "learningRate",
  "regularizer",
  "members",
  "steps",
  "stepSize",
  "pool",
  "bounds",
];

/** Adam's steps below which a small table is passed over more often. */
const STEPS = 1300;

/** Throws `InputError` that names the option at fault. */
export function checkSurrogateOptions<T extends SurrogateOptions>(
  what: string,
  options: T,
  more: readonly string[] = [],
): T {
  checkKeys(what, options, [...KEYS, ...more]);
  const { hidden, regularizer } = options;
  if (hidden !== undefined) {
    if (!Array.isArray(hidden) || hidden.length === 0) {
      throw new InputError(`${what}.hidden`, hidden, "give the widths of the hidden layers");
    }
    hidden.forEach((width: unknown, i: number) => {
      whole(`${what}.hidden[${i}]`, width, 8192);
    });
  }
  whole(`${what}.epochs`, options.epochs, 1e6);
  whole(`${what}.batch`, options.batch, 1e5);
  whole(`${what}.members`, options.members, 100);
  whole(`${what}.steps`, options.steps, 1e6);
  whole(`${what}.pool`, options.pool, 1000);
  positive(`${what}.learningRate`, options.learningRate);
  positive(`${what}.stepSize`, options.stepSize);
  if (regularizer !== undefined && !["ignite", "boss"].includes(regularizer?.type)) {
    throw new InputError(`${what}.regularizer`, regularizer, "use ignite(), ignite2() or boss()");
  }
  return options;
}

export function whole(name: string, value: unknown, most: number): void {
  if (value === undefined) return;
  if (Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most) return;
  throw new InputError(name, value, `give a whole number from 1 to ${most}`);
}

export function positive(name: string, value: unknown): void {
  if (value === undefined) return;
  if (!(typeof value === "number" && value > 0 && value < Infinity)) {
    throw new InputError(name, value, "give a positive finite number");
  }
}

/** Passes over this table, where nothing was said. */
export function defaultEpochs({ training }: OfflineTask, batch: number): number {
  return Math.min(Math.max(10, Math.ceil(STEPS / Math.ceil(training.length / batch))), 200);
}
