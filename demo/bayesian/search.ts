/** The search that the page shows: what was measured, and what the model makes of it. */
import type { Noise } from "steinbock/gp";
import { pool } from "../shared/pool.js";
import { type Objective, objectives } from "./objectives.js";
import type { acquisitions, Belief, kernels, Question } from "./posterior.js";

/** Standard deviation of noisy measurements, as a share of what is shown. */
const NOISE = 0.05;
const GRID = 241;

export const noises = {
  exact: { share: 0, noise: () => "none" as Noise },
  "noisy, size learnt": { share: NOISE, noise: () => "auto" as Noise },
  "noisy, size known": { share: NOISE, noise: (sd: number) => sd * sd },
};

export interface Choice {
  objective: keyof typeof objectives;
  kernel: keyof typeof kernels;
  acquisition: keyof typeof acquisitions;
  noise: keyof typeof noises;
}

export class Search {
  choice: Choice;
  x: number[] = [];
  y: number[] = [];
  belief: Belief | null = null;
  grid: Float64Array = new Float64Array(0);
  #working = false;
  #stale = false;
  #live = false;
  readonly #changed: (live: boolean) => void;

  /** @param changed called when there is a new belief, with whether a measurement is on its way */
  constructor(choice: Choice, changed: (live: boolean) => void) {
    this.choice = choice;
    this.#changed = changed;
  }

  get objective(): Objective {
    return objectives[this.choice.objective];
  }

  /** Begins anew, with three measurements that no model chose. */
  async reset(): Promise<void> {
    const [low, high] = this.objective.range;
    this.x = [];
    this.y = [];
    this.grid = Float64Array.from(
      { length: GRID },
      (_, i) => low + ((high - low) * i) / (GRID - 1),
    );
    for (const share of [0.1, 0.52, 0.94]) this.#evaluate(low + share * (high - low));
    await this.update();
  }

  async measure(x: number): Promise<void> {
    this.#evaluate(x);
    await this.update();
  }

  /** Measures at another place what was measured; the measuring device errs by as much as before. */
  async move(index: number, x: number): Promise<void> {
    const { evaluate } = this.objective;
    this.y[index] = this.y[index]! - evaluate(this.x[index]!) + evaluate(x);
    this.x[index] = x;
    await this.update(true);
  }

  /** Where the model would measure next is so near to a measurement that nothing is to be learnt. */
  get converged(): boolean {
    if (this.belief === null || this.choice.noise !== "exact") return false;
    const [low, high] = this.objective.range;
    return this.x.some((x) => Math.abs(x - this.belief!.next) < 1e-4 * (high - low));
  }

  get best(): { readonly x: number; readonly y: number } {
    const y = Math.max(...this.y);
    return { x: this.x[this.y.indexOf(y)]!, y };
  }

  /**
   * Asks the worker; what changes meanwhile is asked once more, at once.
   *
   * @param live whether beliefs that are overtaken by then are told as well, as a drag wants it
   */
  async update(live = false): Promise<void> {
    this.#stale = true;
    this.#live = live;
    if (this.#working) return;
    this.#working = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        this.belief = await pool.call<Belief>("posterior", this.#question());
        if (this.#live || !this.#stale) this.#changed(this.#live);
      }
    } finally {
      this.#working = false;
    }
  }

  get #sd(): number {
    const { shown } = this.objective;
    return noises[this.choice.noise].share * (shown[1] - shown[0]);
  }

  #question(): Question {
    const { kernel, acquisition, noise } = this.choice;
    const { x, y, grid } = this;
    const { range } = this.objective;
    return { x, y, range, kernel, acquisition, grid, noise: noises[noise].noise(this.#sd) };
  }

  #evaluate(x: number): void {
    // Box and Muller: the measuring device of the page, no part of what is reproducible.
    const normal =
      Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
    this.x.push(x);
    this.y.push(this.objective.evaluate(x) + this.#sd * normal);
  }
}
