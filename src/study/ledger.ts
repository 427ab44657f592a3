import { InputError, StateError } from "../errors.js";
import type { ParamsOf, Space, UnitCube } from "../space/index.js";
import { type Constraints, isFeasible, type OutcomeLimits } from "./constraints.js";
import { type Objectives, sign, type ValuesOf } from "./objectives.js";
import type { Prediction } from "./sampler.js";
import { type Trial, type TrialOrigin, TrialRecord } from "./trial.js";

/** A trial of the front with its values, each to be minimized. */
interface Member<S extends Space, O extends Objectives, C extends Constraints> {
  readonly trial: TrialRecord<ParamsOf<S>, ValuesOf<O, C>>;
  readonly losses: readonly number[];
}

/** Whether `a` is nowhere worse than `b` and somewhere better. */
function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((loss, o) => loss <= b[o]!) && a.some((loss, o) => loss < b[o]!);
}

/**
 * The trials of a study, where they lie in the unit cube, and which is the best. Several objectives
 * have no best trial but a front. A trial that breaks a constraint is neither.
 */
export class Ledger<S extends Space, O extends Objectives, C extends Constraints> {
  readonly trials: TrialRecord<ParamsOf<S>, ValuesOf<O, C>>[] = [];
  readonly points: Float64Array[] = [];
  best: TrialRecord<ParamsOf<S>, ValuesOf<O, C>> | null = null;
  /** How many trials the sampler has proposed. */
  proposed = 0;
  #front: Member<S, O, C>[] = [];
  readonly #cube: UnitCube<S>;
  readonly #limits: readonly OutcomeLimits[];
  readonly #objectives: readonly (readonly [name: string, way: 1 | -1])[];

  constructor(cube: UnitCube<S>, objectives: O, limits: readonly OutcomeLimits[]) {
    this.#cube = cube;
    this.#limits = limits;
    this.#objectives = Object.entries(objectives).map(([name, way]) => [name, sign(way)] as const);
  }

  /** 1 where a larger value of the first objective is better, -1 where a smaller one is. */
  get way(): 1 | -1 {
    return this.#objectives[0]![1];
  }

  get several(): boolean {
    return this.#objectives.length > 1;
  }

  /** The feasible trials that no other dominates, by their numbers. */
  get front(): TrialRecord<ParamsOf<S>, ValuesOf<O, C>>[] {
    return this.#front.map(({ trial }) => trial).sort((a, b) => a.number - b.number);
  }

  /** Takes a complete trial into the front and out what it dominates; says whether it is there. */
  #join(trial: TrialRecord<ParamsOf<S>, ValuesOf<O, C>>): boolean {
    const losses = this.losses(trial);
    if (this.#front.some((other) => dominates(other.losses, losses))) return false;
    this.#front = this.#front.filter((other) => !dominates(losses, other.losses));
    this.#front.push({ trial, losses });
    return true;
  }

  /** The values of a complete trial, each to be minimized. */
  losses(trial: Trial<ParamsOf<S>, ValuesOf<O, C>>): number[] {
    return this.#objectives.map(([name, way]) => -way * trial.values![name]!);
  }

  /** A new running trial. */
  add(params: ParamsOf<S>, origin: TrialOrigin, prediction: Prediction | null = null) {
    const number = this.trials.length;
    const trial = new TrialRecord<ParamsOf<S>, ValuesOf<O, C>>(number, params, origin, prediction);
    this.trials.push(trial);
    this.points.push(this.#cube.encode(params));
    if (origin === "sampler") this.proposed++;
    return trial;
  }

  /** Takes the newest trials back, as if they had never been added. */
  retract(count: number): void {
    for (let i = 0; i < count; i++) {
      if (this.trials.pop()?.origin === "sampler") this.proposed--;
      this.points.pop();
    }
  }

  /** The running trial that the caller means; throws `InputError` or `StateError`. */
  running(target: Trial | number): TrialRecord<ParamsOf<S>, ValuesOf<O, C>> {
    const number = typeof target === "number" ? target : target.number;
    const trial = this.trials[number];
    if (trial === undefined) {
      const remedy = `the study has ${this.trials.length} trials, numbered from 0`;
      throw new InputError("trial", number, remedy);
    }
    if (typeof target !== "number" && target !== trial) {
      throw new InputError("trial", target, "it belongs to another study: give its number");
    }
    if (trial.state !== "running") {
      throw new StateError(`trial ${number} is ${trial.state}: only running trials can be told`);
    }
    return trial;
  }

  /** Completes a trial; says whether it is the best now, or on the front. */
  complete(trial: TrialRecord<ParamsOf<S>, ValuesOf<O, C>>, values: ValuesOf<O, C>): boolean {
    trial.state = "complete";
    trial.values = values;
    trial.feasible = isFeasible(this.#limits, values);
    if (!trial.feasible) return false;
    const joined = this.#join(trial);
    if (this.several) return joined;
    const { best } = this;
    const gain = best === null ? 1 : this.#merit(trial) - this.#merit(best);
    if (gain > 0 || (gain === 0 && trial.number < best!.number)) this.best = trial;
    return this.best === trial;
  }

  /** Ends a trial that has no values. */
  close(
    trial: TrialRecord<ParamsOf<S>, ValuesOf<O, C>>,
    state: "failed" | "abandoned",
    reason: string,
    error?: unknown,
  ): void {
    trial.state = state;
    trial.reason = reason;
    trial.error = error;
  }

  /** Whether the best value is at least as good as `target`. */
  reached(target: number): boolean {
    return this.best !== null && this.#merit(this.best) >= this.way * target;
  }

  /** Whether the space has finitely many points and each has its trial. */
  get exhausted(): boolean {
    const { cardinality } = this.#cube;
    if (cardinality > this.trials.length) return false;
    const tried = this.points.filter((_, i) => this.trials[i]!.state !== "abandoned");
    return new Set(tried.map((point) => point.join())).size >= cardinality;
  }

  #merit(trial: Trial<ParamsOf<S>, ValuesOf<O, C>>): number {
    return -this.losses(trial)[0]!;
  }
}
