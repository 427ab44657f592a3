/** The saved form of a study: plain JSON with a format version, read back with every check. */

import { FormatError, OptimizationError } from "../errors.js";
import { checkParams, type ParamsOf, type Space, spaceFromJSON } from "../space/index.js";
import { type Constraints, checkConstraints } from "./constraints.js";
import { checkObjectives, checkValues, type Objectives, type ValuesOf } from "./objectives.js";
import type { Prediction, Sampler } from "./sampler.js";
import { checkSeed } from "./seed.js";
import type { Trial, TrialOrigin, TrialState } from "./trial.js";

const FORMAT = "steinbock/study";
const VERSION = 1;

export interface SavedTrial<P = ParamsOf<Space>, V = ValuesOf<Objectives>> {
  readonly params: P;
  readonly origin: TrialOrigin;
  readonly state: TrialState;
  readonly values: V | null;
  readonly reason: string | null;
  readonly prediction: Prediction | null;
}

/** Trials are numbered by their position. */
export interface SavedStudy {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly space: Space;
  readonly objectives: Objectives;
  /** Left out where there are none. */
  readonly constraints?: Constraints;
  readonly seed: number;
  readonly sampler: { readonly name: string; readonly options: unknown };
  readonly trials: readonly SavedTrial[];
  readonly queue: readonly ParamsOf<Space>[];
}

type Parts = Pick<SavedStudy, "space" | "objectives" | "seed" | "queue"> & {
  readonly constraints: Constraints;
  readonly trials: readonly Trial[];
};

export function saveStudy(parts: Parts, sampler: Sampler): SavedStudy {
  const { space, objectives, constraints, seed, trials, queue } = parts;
  return {
    format: FORMAT,
    version: VERSION,
    space,
    objectives,
    ...(Object.keys(constraints).length > 0 && { constraints }),
    seed,
    sampler: { name: sampler.name, options: sampler.toJSON?.() ?? null },
    trials: trials.map(({ params, origin, state, values, reason, prediction }) => {
      return { params, origin, state, values, reason, prediction } as SavedTrial;
    }),
    queue: [...queue],
  };
}

/** A checked saved study from its text or the parsed text. Throws `FormatError`. */
export function readStudy(json: unknown): Required<SavedStudy> {
  const saved = record("saved study", typeof json === "string" ? parse(json) : json);
  if (saved.format !== FORMAT) throw new FormatError("format of the study", saved.format, FORMAT);
  if (saved.version !== VERSION) {
    throw new FormatError("version of the saved study", saved.version, VERSION);
  }
  return orFormatError(() => {
    const space = spaceFromJSON(saved.space);
    const objectives = checkObjectives(saved.objectives as Objectives);
    const constraints = checkConstraints((saved.constraints ?? {}) as Constraints);
    const outcomes = { ...objectives, ...constraints };
    const sampler = record("sampler", saved.sampler);
    return {
      format: FORMAT,
      version: VERSION,
      space,
      objectives,
      constraints,
      seed: checkSeed(saved.seed),
      sampler: { name: oneOf("sampler.name", sampler.name, null), options: sampler.options },
      trials: list("trials", saved.trials).map((trial, i) => {
        return readTrial(space, outcomes, trial, `trials[${i}]`);
      }),
      queue: list("queue", saved.queue).map((params, i) => {
        return checkParams(space, params, `queue[${i}]`);
      }),
    };
  });
}

/** What `read` returns; what it refuses is the saved study's fault. */
export function orFormatError<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof OptimizationError) || cause instanceof FormatError) throw cause;
    const error = new FormatError(cause.message, "a damaged study", `${FORMAT} ${VERSION}`);
    error.cause = cause;
    throw error;
  }
}

function readTrial(space: Space, outcomes: object, json: unknown, where: string): SavedTrial {
  const trial = record(where, json);
  const origins = ["sampler", "enqueued", "told"] as const;
  const states = ["running", "complete", "failed", "abandoned"] as const;
  const state = oneOf(`${where}.state`, trial.state, states);
  const closed = state === "failed" || state === "abandoned";
  const complete = state === "complete";
  return {
    params: checkParams(space, trial.params, `${where}.params`),
    origin: oneOf(`${where}.origin`, trial.origin, origins),
    state,
    values: complete ? (checkValues(outcomes, trial.values, `${where}.values`) as never) : null,
    reason: closed ? oneOf(`${where}.reason`, trial.reason, null) : null,
    prediction: trial.prediction === null ? null : readPrediction(trial.prediction, where),
  };
}

function readPrediction(json: unknown, where: string): Prediction {
  const prediction = record(`${where}.prediction`, json);
  for (const [name, value] of Object.entries(prediction)) {
    if (typeof value !== "number") {
      throw new FormatError(`${where}.prediction.${name}`, value, "a number");
    }
  }
  return prediction as unknown as Prediction;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const error = new FormatError("saved study", text, "JSON");
    error.cause = cause;
    throw error;
  }
}

function record(what: string, json: unknown): Record<string, unknown> {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as never;
  throw new FormatError(what, json, "an object");
}

function list(what: string, json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json;
  throw new FormatError(what, json, "an array");
}

/** One of the words, or any text where `words` is null. */
function oneOf<W extends string>(what: string, json: unknown, words: readonly W[] | null): W {
  const known = typeof json === "string" && (words === null || words.includes(json as W));
  if (known) return json as W;
  throw new FormatError(what, json, words?.join(", ") ?? "text");
}
