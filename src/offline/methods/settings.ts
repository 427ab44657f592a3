import { InputError } from "../../errors.js";
import { checkKeys } from "../../options.js";
import type { Dataset } from "../dataset.js";
import type { OfflineTask } from "../method.js";
import type { Regularizer } from "../regularizers.js";

/** Options that all methods on surrogate networks share. */
export interface NetworkOptions {
  /**
   * Widths of the hidden layers; default [256, 256] for ascents, where the papers take
   * [2048, 2048], and [256] for methods that draw designs.
   */
  readonly hidden?: readonly number[];
  /** Passes over the data; by default 10, and more on small tables, up to 200. */
  readonly epochs?: number;
  /** Rows of a mini-batch; default 128, 100 for methods that draw designs. */
  readonly batch?: number;
  /** Default 3e-4, 1e-3 for most methods that draw designs. */
  readonly learningRate?: number;
  /** `ignite()` or `boss()`; by default none. */
  readonly regularizer?: Regularizer;
  /** Surrogates of the ensemble. */
  readonly members?: number;
}

/**
 * Options that all ascents on surrogate networks share. As published, the ascent itself knows no
 * range, and its ends are moved into the space, or the range of the data: held to it at each step,
 * the median of plain ascent on Superconductor fell from 0.548 to 0.454 (eight seeds).
 */
export interface SurrogateOptions extends NetworkOptions {
  /** Ascent steps; default 200. */
  readonly steps?: number;
  /** Size of an ascent step in standardized inputs; default 0.01 √d. */
  readonly stepSize?: number;
}

const KEYS = ["hidden", "epochs", "batch", "learningRate", "regularizer", "members"];

/** Adam's steps below which a small table is passed over more often. */
const STEPS = 1300;

/** Throws `InputError` that names the option at fault. */
export function checkSurrogateOptions(
  what: string,
  options: SurrogateOptions,
  more: readonly string[] = [],
): void {
  checkNetworkOptions(what, options, ["steps", "stepSize", ...more]);
  whole(`${what}.steps`, options.steps, 1e6);
  positive(`${what}.stepSize`, options.stepSize);
}

/** Throws `InputError` that names the option at fault. */
export function checkNetworkOptions(
  what: string,
  options: NetworkOptions,
  more: readonly string[],
): void {
  checkKeys(what, options, [...KEYS, ...more]);
  const { regularizer } = options;
  checkWidths(`${what}.hidden`, options.hidden);
  whole(`${what}.epochs`, options.epochs, 1e6);
  whole(`${what}.batch`, options.batch, 1e5);
  whole(`${what}.members`, options.members, 100);
  positive(`${what}.learningRate`, options.learningRate);
  if (regularizer !== undefined && !["ignite", "boss"].includes(regularizer?.type)) {
    throw new InputError(`${what}.regularizer`, regularizer, "use ignite(), ignite2() or boss()");
  }
}

export function checkWidths(name: string, hidden: unknown): void {
  if (hidden === undefined) return;
  if (!Array.isArray(hidden) || hidden.length === 0) {
    throw new InputError(name, hidden, "give the widths of the hidden layers");
  }
  hidden.forEach((width: unknown, i: number) => {
    whole(`${name}[${i}]`, width, 8192);
  });
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

/** Whether most inputs belong to choices: then published settings for sequences are taken. */
export function mostlyChoices({ logits, d }: Dataset): boolean {
  return 2 * logits.reduce((sum, logit) => sum + logit, 0) > d;
}

/** The options that were given, without those that are `undefined`. */
export function defined<T extends object>(options: T | undefined): T {
  const entries = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as T;
}
