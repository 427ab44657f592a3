import { InputError } from "../../../errors.js";
import { checkKeys } from "../../../options.js";
import { checkWidths, defined, positive, whole } from "../settings.js";

export interface RootFunctionOptions {
  /** Rows that a function is fitted to, drawn anew for each. */
  readonly rows?: number;
  /** Up to so many rows the fit is the exact posterior mean; above, one over `centres`. */
  readonly exact?: number;
  /** Rows whose bumps make up a function that is not exact. */
  readonly centres?: number;
  /** Functions an epoch. */
  readonly perEpoch?: number;
  /** Pairs a function. */
  readonly starts?: number;
  /** The best rows of the data, from which the runs set out. */
  readonly startPool?: number;
  /** One lengthscale for all standardized inputs; default 1, 6.25 where most inputs are choices. */
  readonly lengthscale?: number;
  /** Default as the lengthscale. */
  readonly variance?: number;
  /** Half the width of the range from which both are drawn; below both. */
  readonly jitter?: number;
  /** Variance of the noise in standardized scores. */
  readonly noise?: number;
  /** Steps of an ascent and of a descent. */
  readonly steps?: number;
  readonly stepSize?: number;
}

export interface RootBridgeOptions {
  /** Widths of the hidden layers. */
  readonly hidden?: readonly number[];
  /** How often new functions are drawn. */
  readonly epochs?: number;
  /** Least mini-batches of an epoch: its pairs are passed over until they are reached. */
  readonly batches?: number;
  /** Pairs of a mini-batch. */
  readonly batch?: number;
  /** Mini-batches of a step of Adam. */
  readonly accumulate?: number;
  readonly learningRate?: number;
  /** Steps without a better loss before the rate is halved. */
  readonly patience?: number;
  /** The weights' average moves every so many mini-batches, from `averageFrom` of them on. */
  readonly averageEvery?: number;
  readonly averageFrom?: number;
  readonly averageDecay?: number;
  /** Share of pairs that are shown without their scores. */
  readonly dropout?: number;
  /** Times of the bridge. */
  readonly times?: number;
  /** What the network sees of a time, as a multiple of its number. */
  readonly timeUnit?: number;
  /** Variance of an entry in the middle of the bridge, doubled. */
  readonly spread?: number;
}

export interface RootSamplingOptions {
  /** Times that are visited on the way back. */
  readonly steps?: number;
  /**
   * w of (1 + w) · conditional − w · unconditional. Default −1, which leaves the scores out of it
   * (−1.5 as published): those of the best known designs are far above those at the low ends of the
   * pairs, and a network that has learnt to heed them hardly moves. With a target the default is 0.
   */
  readonly guidance?: number;
  /** Fresh noise, as a share of the bridge's own. */
  readonly noise?: number;
  /** The score to ask for, in the units of the data; by default two deviations above the best. */
  readonly target?: number;
  /** What the network is told of the target's standardized score. */
  readonly targetShare?: number;
  /** Hands the two scores over in the wrong order, as the published code does. */
  readonly swapConditions?: boolean;
}

export interface RootOptions {
  /**
   * `"lite"` (default) fits one core and a minute; `"published"` is the paper's, which asks for
   * 800 factors of 15,000 rows and takes days here. Options of the groups override either.
   */
  readonly budget?: "lite" | "published";
  readonly functions?: RootFunctionOptions;
  readonly bridge?: RootBridgeOptions;
  readonly sampling?: RootSamplingOptions;
}

export type FunctionSettings = Required<RootFunctionOptions>;
export type BridgeSettings = Required<RootBridgeOptions>;
export type SamplingSettings = Required<Omit<RootSamplingOptions, "target">> & {
  readonly target: number | null;
};

export interface RootSettings {
  readonly functions: FunctionSettings;
  readonly bridge: BridgeSettings;
  readonly sampling: SamplingSettings;
}

const FUNCTIONS = {
  lite: { rows: 8000, exact: 1500, centres: 500, starts: 256, steps: 25 },
  published: { rows: 15_000, exact: 16_000, centres: 500, starts: 1024, steps: 100 },
};
const BRIDGE = {
  lite: {
    ...{ hidden: [256, 256, 256], epochs: 4, batches: 300, patience: 100 },
    ...{ averageFrom: 400, averageDecay: 0.9, timeUnit: 0.001 },
  },
  published: {
    ...{ hidden: [1024, 1024, 1024], epochs: 100, batches: 1, patience: 200 },
    ...{ averageFrom: 4000, averageDecay: 0.995, timeUnit: 1 },
  },
};
const GUIDANCE = { lite: -1, published: -1.5 };
/** Length of an ascent: steps times size. */
const LENGTH = { discrete: 5, continuous: 0.1 };

/** @param discrete  whether most inputs are choices */
export function resolveRoot(options: RootOptions, discrete: boolean): RootSettings {
  const budget = options.budget ?? "lite";
  const given = options.functions ?? {};
  const lengthscale = given.lengthscale ?? (discrete ? 6.25 : 1);
  const variance = given.variance ?? lengthscale;
  const steps = given.steps ?? FUNCTIONS[budget].steps;
  return {
    functions: {
      ...{ perEpoch: 8, startPool: 1024, noise: 0.01, ...FUNCTIONS[budget] },
      ...{ jitter: Math.min(0.25, 0.5 * lengthscale, 0.5 * variance), lengthscale, variance },
      stepSize: (discrete ? LENGTH.discrete : LENGTH.continuous) / steps,
      ...defined(given),
    },
    bridge: {
      ...{ batch: 64, accumulate: 2, learningRate: 1e-3, averageEvery: 16 },
      ...{ dropout: 0.15, times: 1000, spread: 1, ...BRIDGE[budget] },
      ...defined(options.bridge),
    },
    sampling: {
      ...{ steps: 200, noise: 0.2, target: null, targetShare: 0.8, swapConditions: false },
      guidance: options.sampling?.target === undefined ? GUIDANCE[budget] : 0,
      ...defined(options.sampling),
    },
  };
}

/** Largest whole number of each option; others must be positive, or what is said below. */
const WHOLE: Record<string, Record<string, number>> = {
  functions: {
    ...{ rows: 16_000, exact: 16_000, centres: 16_000, perEpoch: 1000, starts: 1e5 },
    ...{ startPool: 1e6, steps: 1e6 },
  },
  bridge: {
    ...{ epochs: 1e6, batches: 1e6, batch: 1e5, accumulate: 1e5, patience: 1e9 },
    ...{ averageEvery: 1e9, averageFrom: 1e9, times: 1e5 },
  },
  sampling: { steps: 1e5 },
};
const POSITIVE: Record<string, readonly string[]> = {
  functions: ["lengthscale", "variance", "noise", "stepSize"],
  bridge: ["learningRate", "spread", "timeUnit"],
  sampling: [],
};
/** Options with a range of their own, ends included. */
const RANGES: Record<string, Record<string, readonly [number, number]>> = {
  functions: { jitter: [0, 1e6] },
  bridge: { averageDecay: [0, 1], dropout: [0, 1] },
  sampling: {
    ...{ guidance: [-100, 100], noise: [0, 1], targetShare: [0, 100], target: [-1e300, 1e300] },
  },
};
const OTHERS: Record<string, readonly string[]> = {
  functions: [],
  bridge: ["hidden"],
  sampling: ["swapConditions"],
};

/** Throws `InputError` that names the option at fault. */
export function checkRoot(options: RootOptions): void {
  checkKeys("root()", options, ["budget", "functions", "bridge", "sampling"]);
  const { budget = "lite" } = options;
  if (budget !== "lite" && budget !== "published") {
    throw new InputError("root().budget", budget, 'use "lite" or "published"');
  }
  for (const group of ["functions", "bridge", "sampling"] as const) {
    const given: unknown = options[group];
    if (given === undefined) continue;
    checkGroup(`root().${group}`, group, given as Record<string, unknown>);
  }
  atLeast("root().bridge.times", options.bridge?.times, 10);
  atLeast("root().sampling.steps", options.sampling?.steps, 3);
  checkWidths("root().bridge.hidden", options.bridge?.hidden);
  const swap = options.sampling?.swapConditions;
  if (swap !== undefined && typeof swap !== "boolean") {
    throw new InputError("root().sampling.swapConditions", swap, "use true or false");
  }
  for (const discrete of [true, false]) checkJitter(resolveRoot(options, discrete).functions);
}

function checkGroup(what: string, group: string, options: Record<string, unknown>): void {
  const [wholes, ranges, positives] = [WHOLE[group]!, RANGES[group]!, POSITIVE[group]!];
  const keys = [...Object.keys(wholes), ...Object.keys(ranges), ...positives, ...OTHERS[group]!];
  checkKeys(what, options, keys);
  for (const [name, most] of Object.entries(wholes)) whole(`${what}.${name}`, options[name], most);
  for (const name of positives) positive(`${what}.${name}`, options[name]);
  for (const [name, [low, high]] of Object.entries(ranges)) {
    const value = options[name];
    if (value === undefined) continue;
    if (!(typeof value === "number" && value >= low && value <= high)) {
      throw new InputError(`${what}.${name}`, value, `give a number from ${low} to ${high}`);
    }
  }
}

function atLeast(name: string, value: number | undefined, least: number): void {
  if (value !== undefined && value < least) {
    throw new InputError(name, value, `give a whole number from ${least}`);
  }
}

function checkJitter({ jitter, lengthscale, variance }: FunctionSettings): void {
  if (jitter < Math.min(lengthscale, variance)) return;
  const remedy = `stay below the lengthscale ${lengthscale} and the variance ${variance}`;
  throw new InputError("root().functions.jitter", jitter, remedy);
}
