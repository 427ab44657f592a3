import { FormatError, StateError } from "../../errors.js";
import { type Constraints, limitsOf } from "../../study/constraints.js";
import type { ReplayStep } from "../../study/replay.js";
import type { Prediction } from "../../study/sampler.js";
import type { TrialOrigin } from "../../study/trial.js";
import { allFinite, excessesIn, withQuantities } from "./constraints.js";
import { type Distribution, externalValue, readDistribution } from "./distribution.js";
import { type Fields, fieldsOf, numberIn, numbersIn, optionalFields, textIn } from "./fields.js";
import { atLine, type Entry } from "./journal.js";
import { ATTRIBUTE, OPERATION, STATE } from "./operations.js";

/** A trial as the journal tells it. Its params may come one by one. */
interface Known {
  readonly id: number;
  state: number;
  values: (number | null)[] | null;
  readonly params: Record<string, unknown>;
  readonly attributes: Record<string, unknown>;
  /** In the study; null as long as it waits, or params are missing. */
  number: number | null;
}

/** What the follower needs of the study. */
export interface Followed {
  readonly space: object;
  readonly objectives: object;
  readonly constraints: Constraints;
  replay(step: ReplayStep): number;
}

/**
 * Tells a study what the journal says. A trial of the journal becomes one of the study when it has
 * all its params and does not wait: numbers count in that order, which is Optuna's own where trials
 * are run one after the other. Waiting trials are the queue. Trials that failed before they had
 * their params are not the study's.
 */
export class Follower {
  readonly #study: Followed;
  readonly #names: readonly string[];
  /** Few texts, again and again. */
  readonly #distributions = new Map<unknown, Distribution>();
  readonly #trials = new Map<number, Known>();
  /** By number. */
  readonly #started: Known[] = [];
  /** As the study's queue. */
  readonly #waiting: Known[] = [];

  constructor(study: Followed) {
    this.#study = study;
    this.#names = Object.keys(study.space);
  }

  /** How many trials of the study the journal has. */
  get count(): number {
    return this.#started.length;
  }

  /** The id of a trial, by its number. */
  id(number: number): number {
    return this.#started[number]!.id;
  }

  /** Throws `FormatError` that names the line, `StateError` where the study was deleted. */
  apply(entry: Entry): void {
    if (entry.code === OPERATION.deleteStudy) {
      throw new StateError("the study was deleted from the journal");
    }
    if (entry.trial >= 0) atLine(entry.line, () => this.#change(entry));
  }

  /** The study has started a trial, which its journal gets this id for. */
  started(id: number, state: number): void {
    const trial = blank(id, state);
    trial.number = this.#started.push(trial) - 1;
    this.#trials.set(id, trial);
  }

  /** The study has put params into its queue. */
  enqueued(id: number, params: object): void {
    const trial = blank(id, STATE.waiting);
    Object.assign(trial.params, params);
    this.#trials.set(id, trial);
    this.#waiting.push(trial);
  }

  /** The study has started the first of its queue; returns id and the params that the journal has. */
  dequeued(): { readonly id: number; readonly params: object } {
    const trial = this.#waiting.shift()!;
    trial.state = STATE.running;
    trial.number = this.#started.push(trial) - 1;
    return trial;
  }

  /** The study has ended a trial. */
  ended(number: number, state: number): void {
    this.#started[number]!.state = state;
  }

  #change({ code, fields, trial: id }: Entry): void {
    if (code === OPERATION.createTrial) {
      const trial = created(id, fields, (text) => this.#distribution(text));
      this.#trials.set(id, trial);
      this.#settle(trial);
      return;
    }
    const trial = this.#trials.get(id)!;
    // As Optuna has it: a trial that has ended does not change any more.
    if (trial.state !== STATE.running && trial.state !== STATE.waiting) return;
    switch (code) {
      case OPERATION.setTrialParam: {
        const distribution = this.#distribution(fields.distribution);
        const internal = numberIn(fields, "param_value_internal");
        trial.params[textIn(fields, "param_name")] = externalValue(distribution, internal);
        break;
      }
      case OPERATION.setTrialSystemAttribute:
        Object.assign(trial.attributes, fieldsOf("system_attr", fields.system_attr));
        break;
      case OPERATION.setTrialStateValues:
        trial.state = stateIn(fields);
        trial.values = numbersIn(fields, "values") ?? trial.values;
        break;
      default:
        return;
    }
    this.#settle(trial);
  }

  #distribution(text: unknown): Distribution {
    const distribution = this.#distributions.get(text) ?? readDistribution(text);
    this.#distributions.set(text, distribution);
    return distribution;
  }

  #settle(trial: Known): void {
    const params = this.#paramsOf(trial);
    const whole = Object.keys(params).length === this.#names.length;
    if (trial.state === STATE.waiting) {
      if (whole && !this.#waiting.includes(trial)) {
        this.#study.replay({ type: "enqueue", params });
        this.#waiting.push(trial);
      }
      return;
    }
    const position = this.#waiting.indexOf(trial);
    if (position >= 0) {
      this.#study.replay({ type: "dequeue", position });
      this.#waiting.splice(position, 1);
    }
    if (trial.number === null && whole) {
      const origin = originOf(trial, position >= 0);
      const prediction = predictionOf(trial);
      trial.number = this.#study.replay({ type: "add", params, origin, prediction });
      this.#started.push(trial);
    }
    if (trial.state !== STATE.running) this.#end(trial);
  }

  /** The params that the space has and the trial too. */
  #paramsOf({ state, params, attributes }: Known): Fields {
    const fixed = state === STATE.waiting ? optionalFields(attributes, ATTRIBUTE.fixed) : {};
    const all: Fields = { ...fixed, ...params };
    const names = this.#names.filter((name) => Object.hasOwn(all, name));
    return Object.fromEntries(names.map((name) => [name, all[name]]));
  }

  #end(trial: Known): void {
    const { number, state, values } = trial;
    if (state !== STATE.complete) {
      if (number !== null) this.#study.replay({ type: "close", number, ...closing(trial) });
      return;
    }
    const has = Object.keys(trial.params);
    if (number === null || has.some((name) => !this.#names.includes(name))) {
      const what = `params of trial ${trial.id}`;
      throw new FormatError(what, has.join(", "), `a space of ${this.#names.join(", ")}`);
    }
    const names = Object.keys(this.#study.objectives);
    if (values?.length !== names.length) {
      throw new FormatError(`values of trial ${trial.id}`, values, `${names.length} values`);
    }
    const limits = limitsOf(this.#study.constraints);
    const numbers = limits.length === 0 ? [] : excessesIn(trial);
    if (allFinite(values) && allFinite(numbers)) {
      const record = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
      const told = withQuantities(record, limits, numbers, trial);
      this.#study.replay({ type: "complete", number, values: told });
    } else {
      const [what, given] = allFinite(values) ? ["constraints", numbers] : ["values", values];
      const reason = `the ${what} are ${given.map(String).join(", ")}`;
      this.#study.replay({ type: "close", number, state: "failed", reason });
    }
  }
}

function blank(id: number, state: number): Known {
  return { id, state, values: null, params: {}, attributes: {}, number: null };
}

function created(id: number, fields: Fields, read: (text: unknown) => Distribution): Known {
  const trial = blank(id, fields.state === undefined ? STATE.running : stateIn(fields));
  const distributions = optionalFields(fields, "distributions");
  const internal = optionalFields(fields, "params");
  for (const name of Object.keys(internal)) {
    const distribution = read(distributions[name]);
    trial.params[name] = externalValue(distribution, numberIn(internal, name));
  }
  Object.assign(trial.attributes, optionalFields(fields, "system_attrs"));
  const { value = null } = fields;
  trial.values =
    numbersIn(fields, "values") ?? (value === null ? null : [numberIn(fields, "value")]);
  return trial;
}

function stateIn(fields: Fields): number {
  const state = numberIn(fields, "state");
  if (Object.values<number>(STATE).includes(state)) return state;
  throw new FormatError("state", state, "0 to 4");
}

/** Params that another program chose count as told: our sampler did not propose them. */
function originOf(trial: Known, waited: boolean): TrialOrigin {
  const origin = trial.attributes[ATTRIBUTE.origin];
  if (origin === "sampler" || origin === "enqueued" || origin === "told") return origin;
  return waited ? "enqueued" : "told";
}

function predictionOf({ attributes }: Known): Prediction | null {
  const json = attributes[ATTRIBUTE.prediction] ?? null;
  if (json === null) return null;
  const fields = fieldsOf(ATTRIBUTE.prediction, json);
  for (const name of Object.keys(fields)) numberIn(fields, name);
  return fields as unknown as Prediction;
}

function closing({ state, attributes }: Known) {
  const closed = optionalFields(attributes, ATTRIBUTE.closed);
  if (closed.state === "failed" || closed.state === "abandoned") {
    return { state: closed.state, reason: textIn(closed, "reason") } as const;
  }
  // Pruned: stopped early because it looked bad, without the value that it would have had.
  if (state === STATE.pruned) return { state: "abandoned", reason: "pruned" } as const;
  return { state: "failed", reason: "failed" } as const;
}
