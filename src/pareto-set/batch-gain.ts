/** What the picks of a batch are worth, one after the other. */
import { DISPOSE } from "../dispose.js";
import { hypervolumeImprovement } from "../pareto/index.js";
import type { Feasibility } from "./feasibility.js";
import type { Pool } from "./population.js";

/**
 * The hypervolume by which a design extends the front of what is evaluated and picked, times the
 * probability that it is feasible. While the front is empty, how near the design is to being
 * feasible; a pick that is more likely not is taken for known, so that the next one looks
 * elsewhere.
 */
export class BatchGain implements Disposable {
  readonly #front: (readonly number[])[];
  readonly #reference: readonly number[];
  readonly #given: Feasibility;
  #feasibility: Feasibility;

  constructor(
    evaluated: readonly (readonly number[])[],
    reference: readonly number[],
    feasibility: Feasibility,
  ) {
    this.#front = [...evaluated];
    this.#reference = reference;
    this.#given = feasibility;
    this.#feasibility = feasibility;
  }

  /** Gains of designs, each by itself. Cost: a hypervolume improvement and c posteriors each. */
  of({ designs, values }: Pool): Float64Array {
    if (this.#front.length === 0) return this.#feasibility.nearness(designs);
    const gains = hypervolumeImprovement(values, this.#front, this.#reference);
    return this.#feasibility.weigh(gains, designs);
  }

  /** Goes on from a pick. */
  take(design: Float64Array, value: readonly number[]): void {
    if (this.#front.length > 0 || this.#feasibility.likely(design)[0]) {
      this.#front.push(value);
      return;
    }
    const before = this.#feasibility;
    this.#feasibility = before.believing(design);
    if (before !== this.#given) before.dispose();
  }

  dispose(): void {
    if (this.#feasibility !== this.#given) this.#feasibility.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }
}
