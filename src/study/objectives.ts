import { InputError } from "../errors.js";
import type { NoConstraints } from "./constraints.js";

export type Direction = "minimize" | "maximize";

/** Name and direction of every objective: `{ loss: "minimize" }`. */
export type Objectives = Readonly<Record<string, Direction>>;

/** The measured values of a trial: one an objective and one a constrained quantity. */
export type ValuesOf<O extends object, C extends object = NoConstraints> = {
  readonly [Name in keyof O | keyof C]: number;
};

/** A frozen copy. Throws `InputError` unless there is an objective, and each has a direction. */
export function checkObjectives<O extends Objectives>(objectives: O): O {
  if (typeof objectives !== "object" || objectives === null || Array.isArray(objectives)) {
    throw new InputError("objectives", objectives, 'give an object such as { loss: "minimize" }');
  }
  const entries = Object.entries(objectives);
  if (entries.length === 0) {
    throw new InputError("objectives", objectives, "name at least one objective");
  }
  for (const [name, direction] of entries) {
    if (direction !== "minimize" && direction !== "maximize") {
      throw new InputError(`objectives.${name}`, direction, 'use "minimize" or "maximize"');
    }
  }
  return Object.freeze({ ...objectives });
}

/** Beyond this a model has no squares of values, so that a study could never ask again. */
const LARGEST = 1e150;

/**
 * A frozen record of `values`, which may be a bare number where there is one outcome. Throws
 * `InputError` unless every outcome gets a number of at most 1e150 in magnitude, and nothing else
 * gets one. `where` names the trial in messages.
 *
 * @param outcomes objectives and constraints by name
 */
export function checkValues<O extends object>(
  outcomes: O,
  values: unknown,
  where: string,
): ValuesOf<O> {
  const names = Object.keys(outcomes);
  const known = names.join(", ");
  const record: unknown =
    typeof values === "number" && names.length === 1 ? { [names[0]!]: values } : values;
  if (typeof record !== "object" || record === null || Array.isArray(record)) {
    throw new InputError(where, values, `give a number for each of ${known}`);
  }
  for (const name of Object.keys(record)) {
    if (!Object.hasOwn(outcomes, name)) {
      throw new InputError(
        `${where}.${name}`,
        record[name as never],
        `the objectives are ${known}`,
      );
    }
  }
  const entries = names.map((name) => {
    const value: unknown = Object.hasOwn(record, name) ? record[name as never] : undefined;
    if (!Number.isFinite(value)) {
      const remedy = "tell a finite number, or fail the trial where there is none";
      throw new InputError(`${where}.${name}`, value, remedy);
    }
    if (Math.abs(value as number) > LARGEST) {
      const remedy = `rescale it to at most ${LARGEST}, or fail the trial`;
      throw new InputError(`${where}.${name}`, value, remedy);
    }
    return [name, (value as number) + 0] as const;
  });
  return Object.freeze(Object.fromEntries(entries)) as ValuesOf<O>;
}

/** 1 for a maximized objective and -1 for a minimized one: below the study larger is better. */
export function sign(direction: Direction): 1 | -1 {
  return direction === "maximize" ? 1 : -1;
}
