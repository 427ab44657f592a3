import { FormatError, InputError } from "../errors.js";
import { checkKeys } from "../options.js";
import { checkSpace, type Space } from "../space/index.js";
import { checkConstraints } from "../study/constraints.js";
import type {
  Constraints,
  Direction,
  NoConstraints,
  Objectives,
  StudyOptions,
} from "../study/index.js";
import { checkObjectives } from "../study/objectives.js";
import { createSampler } from "../study/samplers/index.js";
import { orFormatError, readStudy } from "../study/saved.js";
import { type Distribution, parameterOf, readDistribution } from "./journal/distribution.js";
import { type Fields, fieldsOf, numbersIn, optionalFields, textIn } from "./journal/fields.js";
import { atLine, type Entry, Journal } from "./journal/journal.js";
import { ATTRIBUTE, DIRECTION, OPERATION } from "./journal/operations.js";
import { createStudy, setStudyAttribute } from "./journal/writer.js";
import { writeBehind } from "./memory.js";
import type { AsyncStorage, Storage } from "./storage.js";
import { StoredStudy } from "./stored-study.js";

/**
 * As for `new Study`. Where the journal has the study, all may be left out but the storage; what is
 * given must agree with the journal, and a sampler that is given takes over.
 */
export interface OpenOptions<
  S extends Space,
  O extends Objectives,
  T,
  C extends Constraints = NoConstraints,
> extends Partial<StudyOptions<S, O, C>> {
  readonly storage: T;
  /** Name of the study in its journal, which may hold several; `"study"` where nothing is said. */
  readonly name?: string;
}

/**
 * Opens the study of a journal, or starts it there: the next ask is the one that a study which
 * never stopped would have made. Running trials stay running: tell, fail or abandon them by number.
 *
 * The journal is Optuna's. A study that Optuna wrote opens as well: without a `space` it is that of
 * the trials' distributions, without `objectives` they are `value`, or `value0`, `value1`, …
 *
 * Constraints are Optuna's too: every limit is a number of the trial's attribute `constraints`, in
 * order, the lower of a quantity first, and kept where the number is not above 0. Trials that Optuna
 * has told get their quantities from these numbers, exactly for `{ upper: 0 }`.
 *
 * With an asynchronous storage it returns a promise, and `flush` says when all is stored.
 *
 * Throws `InputError` for options that contradict the journal, `FormatError` that names the line
 * for a damaged journal, which is left as it is. Cost: a read of the whole journal.
 */
export function openStudy<
  S extends Space = Space,
  O extends Objectives = Objectives,
  C extends Constraints = NoConstraints,
>(options: OpenOptions<S, O, Storage, C>): StoredStudy<S, O, C>;
export function openStudy<
  S extends Space = Space,
  O extends Objectives = Objectives,
  C extends Constraints = NoConstraints,
>(options: OpenOptions<S, O, AsyncStorage, C>): Promise<StoredStudy<S, O, C>>;
export function openStudy<S extends Space, O extends Objectives, C extends Constraints>(
  options: OpenOptions<S, O, Storage | AsyncStorage, C>,
): StoredStudy<S, O, C> | Promise<StoredStudy<S, O, C>> {
  const parts = ["space", "objectives", "constraints", "seed", "sampler"];
  checkKeys("options", options, ["storage", "name", ...parts]);
  const { storage, name = "study" } = options;
  if (typeof storage?.read !== "function" || typeof storage.append !== "function") {
    throw new InputError("storage", storage, "use fileStorage, indexedDBStorage or memoryStorage");
  }
  if (typeof name !== "string" || name === "") throw new InputError("name", name, "give a name");
  if ("exclusive" in storage) return open(new Journal(storage, name), name, options);
  return writeBehind(storage).then((memory) => open(new Journal(memory, name), name, options));
}

function open<S extends Space, O extends Objectives, C extends Constraints>(
  journal: Journal,
  name: string,
  given: Partial<StudyOptions<S, O, C>>,
): StoredStudy<S, O, C> {
  return journal.exclusive(() => {
    const entries = sinceDeletion(journal.read());
    const saved = savedStudy(entries);
    const options =
      saved === null ? startOptions(journal, name, entries, given) : merged(saved, given);
    const study = new StoredStudy<S, O, C>(options, journal, entries);
    if (journal.study === null) journal.append([createStudy(name, study.objectives)]);
    if (saved === null) {
      const { trials, queue, ...parts } = study.toJSON();
      journal.append([setStudyAttribute(journal.study!, ATTRIBUTE.study, parts)]);
    }
    return study;
  });
}

/** A study may have been deleted and created anew. */
function sinceDeletion(entries: readonly Entry[]): readonly Entry[] {
  return entries.slice(entries.findLastIndex(({ code }) => code === OPERATION.deleteStudy) + 1);
}

/** What the study's system attribute says, or null; only ours have one. */
function savedStudy(
  entries: readonly Entry[],
): StudyOptions<Space, Objectives, Constraints> | null {
  const attribute = lastAttribute(entries, ATTRIBUTE.study);
  if (attribute === null) return null;
  return atLine(attribute.line, () => {
    const { space, objectives, constraints, seed, sampler } = readStudy({
      ...fieldsOf(ATTRIBUTE.study, attribute.value),
      trials: [],
      queue: [],
    });
    return { space, objectives, constraints, seed, sampler: sampler as never };
  });
}

function lastAttribute(entries: readonly Entry[], name: string) {
  const found = entries.findLast(
    ({ code, fields }) =>
      code === OPERATION.setStudySystemAttribute &&
      Object.hasOwn(optionalFields(fields, "system_attr"), name),
  );
  if (found === undefined) return null;
  return { line: found.line, value: (found.fields.system_attr as Fields)[name] };
}

/** The journal's options; throws `InputError` where the given ones differ. */
function merged<S extends Space, O extends Objectives, C extends Constraints>(
  saved: StudyOptions<Space, Objectives, Constraints>,
  given: Partial<StudyOptions<S, O, C>>,
): StudyOptions<S, O, C> {
  const checked = {
    space: given.space && checkSpace(given.space),
    objectives: given.objectives && checkObjectives(given.objectives),
    constraints: given.constraints && checkConstraints(given.constraints),
    seed: given.seed,
  };
  for (const [name, value] of Object.entries(checked)) {
    const before = JSON.stringify(saved[name as keyof typeof checked]);
    if (value !== undefined && JSON.stringify(value) !== before) {
      throw new InputError(
        name,
        value,
        `the journal's study has ${before}: leave it out, or use another name`,
      );
    }
  }
  const { name, options } = saved.sampler as unknown as { name: string; options: unknown };
  const sampler = given.sampler ?? orFormatError(() => createSampler(name, options));
  return { ...(saved as unknown as StudyOptions<S, O, C>), sampler };
}

/** Options of a study that is new, or that another program has written. */
function startOptions<S extends Space, O extends Objectives, C extends Constraints>(
  journal: Journal,
  name: string,
  entries: readonly Entry[],
  given: Partial<StudyOptions<S, O, C>>,
): StudyOptions<S, O, C> {
  if (journal.study === null) {
    if (given.space !== undefined && given.objectives !== undefined) return pick(given) as never;
    const names = journal.names.map((other) => JSON.stringify(other)).join(", ") || "no study";
    throw new InputError(
      "name",
      name,
      `the journal has ${names}; a new one needs space and objectives`,
    );
  }
  const space = given.space ?? inferredSpace(entries);
  return { ...pick(given), space, objectives: objectivesOf(entries, given.objectives) } as never;
}

function pick(given: Partial<StudyOptions<Space, Objectives, Constraints>>) {
  const { space, objectives, constraints, seed, sampler } = given;
  const options = { space, objectives, constraints, seed, sampler };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** The space in which all trials' distributions lie. */
function inferredSpace(entries: readonly Entry[]): Space {
  const found: Record<string, Distribution[]> = {};
  for (const { line, fields } of entries) {
    atLine(line, () => {
      const distributions = Object.entries(optionalFields(fields, "distributions"));
      if (fields.distribution !== undefined) {
        distributions.push([textIn(fields, "param_name"), fields.distribution]);
      }
      for (const [name, text] of distributions) {
        found[name] = [...(found[name] ?? []), readDistribution(text)];
      }
    });
  }
  const parameters = Object.entries(found);
  if (parameters.length === 0) {
    throw new InputError(
      "space",
      undefined,
      "the journal's study has no params yet: give the space",
    );
  }
  return Object.fromEntries(parameters.map(([name, all]) => [name, parameterOf(name, all)]));
}

/** The objectives that the journal's directions allow. */
function objectivesOf(entries: readonly Entry[], given: Objectives | undefined): Objectives {
  const created = entries.find(({ code }) => code === OPERATION.createStudy)!;
  const ways = atLine(created.line, () =>
    (numbersIn(created.fields, "directions") ?? []).map((code) => directionOf(code)),
  );
  if (given !== undefined) {
    const directions = Object.values(checkObjectives(given));
    if (directions.join() === ways.join()) return given;
    throw new InputError("objectives", given, `the journal's study has ${ways.join(", ")}`);
  }
  const metrics = lastAttribute(entries, ATTRIBUTE.metrics)?.value;
  const names =
    Array.isArray(metrics) && metrics.length === ways.length ? metrics.map(String) : null;
  return Object.fromEntries(
    ways.map((way, i) => [names?.[i] ?? (ways.length === 1 ? "value" : `value${i}`), way]),
  );
}

function directionOf(code: number | null): Direction {
  if (code === DIRECTION.minimize) return "minimize";
  if (code === DIRECTION.maximize) return "maximize";
  throw new FormatError("direction", code, "1 or 2");
}
