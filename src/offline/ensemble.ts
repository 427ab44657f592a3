/** Surrogates trained on the same rows, and ascent on what they say together. */
import { FloatBlock, withScratch } from "../core/index.js";
import { normalCdf } from "../core/math.js";
import { DISPOSE } from "../dispose.js";
import { Examples } from "./examples.js";
import type { OfflineTask } from "./method.js";
import { Surrogate, type SurrogateSettings, Workspace } from "./surrogate.js";

/** Rows that a prediction takes through a network at a time. */
const ROWS = 256;

/** What members say of one design, as one number to climb, and its slope in each member. */
export interface Aggregate {
  value(means: Float64Array): number;
  slopes(means: Float64Array, out: Float64Array): void;
}

export interface Prediction {
  /** Standardized scores. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

export interface Training extends SurrogateSettings {
  readonly members: number;
  readonly epochs: number;
}

export class Ensemble implements Disposable {
  readonly members: readonly Surrogate[];
  readonly d: number;
  /** Deviation of the residuals on rows that were not trained on, where members have none. */
  #residual = 0;

  private constructor(members: readonly Surrogate[], d: number) {
    this.members = members;
    this.d = d;
  }

  /** Trains on the rows of the task that are not held out; `x` may be scaled otherwise. */
  static async train(
    task: OfflineTask,
    settings: Training,
    x: Float32Array = task.data.x,
  ): Promise<Ensemble> {
    const { data, seed } = task;
    using examples = new Examples(x, data.y, data.d);
    const members: Surrogate[] = [];
    const ensemble = new Ensemble(members, data.d);
    try {
      const steps = settings.members * settings.epochs;
      for (let m = 0; m < settings.members; m++) {
        const member = new Surrogate(examples, task.training, settings, seed, m);
        members.push(member);
        for (let epoch = 0; epoch < settings.epochs; epoch++) {
          const loss = await member.epoch(task.pause);
          const done = (m * settings.epochs + epoch + 1) / steps;
          task.progress({ stage: "training", done, loss });
        }
      }
      if (settings.conservative) ensemble.#residual = ensemble.#measureResidual(task, x);
      return ensemble;
    } catch (error) {
      ensemble.dispose();
      throw error;
    }
  }

  /** Mixture mean and deviation at the rows of `x`. */
  predict(x: Float32Array): Prediction {
    const rows = x.length / this.d;
    const mean = new Float64Array(rows);
    const square = new Float64Array(rows);
    const k = this.members.length;
    for (const member of this.members) {
      this.#laws(member, x).forEach(([mu, sigma], i) => {
        mean[i]! += mu / k;
        square[i]! += (mu * mu + sigma * sigma) / k;
      });
    }
    const deviation = square.map((value, i) => Math.sqrt(Math.max(value - mean[i]! ** 2, 0)));
    return { mean, deviation };
  }

  /** How likely the score of each row of `x` lies above a threshold, by the members' mixture. */
  probabilityAbove(x: Float32Array, threshold: number): Float64Array {
    const shares = new Float64Array(x.length / this.d);
    for (const member of this.members) {
      this.#laws(member, x).forEach(([mu, sigma], i) => {
        shares[i]! += normalCdf((mu - threshold) / sigma) / this.members.length;
      });
    }
    return shares;
  }

  /** What the aggregate says of the rows of `x`. */
  aggregate(x: Float32Array, aggregate: Aggregate): Float64Array {
    const outputs = this.members.map((member) => this.#outputs(member, x));
    const means = new Float64Array(this.members.length);
    return Float64Array.from({ length: x.length / this.d }, (_, i) => {
      for (let m = 0; m < means.length; m++) {
        means[m] = outputs[m]![i * this.members[m]!.outputs]!;
      }
      return aggregate.value(means);
    });
  }

  /** x ← x + size · ∇aggregate at the rows of x (q × d), `steps` times, without bounds. */
  async ascend(
    x: Float32Array,
    ascent: { steps: number; size: number; aggregate: Aggregate },
    task: OfflineTask,
  ): Promise<void> {
    const rows = x.length / this.d;
    const owned: Disposable[] = [];
    const own = <T extends Disposable>(resource: T): T => {
      owned.push(resource);
      return resource;
    };
    try {
      const works = this.members.map((member) => own(new Workspace(member, rows)));
      const input = own(FloatBlock.from(x));
      const upstream = own(new FloatBlock(2 * rows));
      const slope = own(new FloatBlock(x.length));
      for (let step = 0; step < ascent.steps; step++) {
        input.view().set(x);
        const shares = this.#shares(input.pointer, works, ascent.aggregate);
        this.members.forEach((member, m) => {
          const up = upstream.view(0, rows * member.outputs);
          up.fill(0);
          for (let i = 0; i < rows; i++) up[i * member.outputs] = shares[m]![i]!;
          member.inputGradient(works[m]!, upstream.pointer, slope.pointer);
          const gradient = slope.view();
          for (let i = 0; i < x.length; i++) x[i]! += ascent.size * gradient[i]!;
        });
        task.progress({ stage: "search", done: (step + 1) / ascent.steps });
        await task.pause();
      }
    } finally {
      for (const resource of owned) resource[DISPOSE]();
    }
  }

  dispose(): void {
    for (const member of this.members) member.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }

  /** The aggregate's slope in every member's mean, member by member. */
  #shares(input: number, works: readonly Workspace[], aggregate: Aggregate): Float64Array[] {
    const outputs = this.members.map((member, m) => member.forward(input, works[m]!));
    const rows = works[0]!.rows;
    const k = this.members.length;
    const shares = this.members.map(() => new Float64Array(rows));
    const [means, slopes] = [new Float64Array(k), new Float64Array(k)];
    for (let i = 0; i < rows; i++) {
      for (let m = 0; m < k; m++) means[m] = outputs[m]![i * this.members[m]!.outputs]!;
      aggregate.slopes(means, slopes);
      for (let m = 0; m < k; m++) shares[m]![i] = slopes[m]!;
    }
    return shares;
  }

  /** Mean and deviation that one member gives each row of `x`. */
  #laws(member: Surrogate, x: Float32Array): [mean: number, deviation: number][] {
    const outputs = this.#outputs(member, x);
    return Array.from({ length: x.length / this.d }, (_, i) => [
      outputs[i * member.outputs]!,
      member.outputs === 2 ? member.deviation(outputs[2 * i + 1]!) : this.#residual,
    ]);
  }

  #outputs(member: Surrogate, x: Float32Array): Float32Array {
    const rows = x.length / this.d;
    const out = new Float32Array(rows * member.outputs);
    for (let first = 0; first < rows; first += ROWS) {
      const count = Math.min(ROWS, rows - first);
      using work = new Workspace(member, count);
      const part = x.subarray(first * this.d, (first + count) * this.d);
      withScratch((scratch) => {
        out.set(member.forward(scratch.copyInFloats(part), work), first * member.outputs);
      });
    }
    return out;
  }

  #measureResidual({ data, heldOut, training }: OfflineTask, x: Float32Array): number {
    const rows = heldOut.length > 1 ? heldOut : training;
    const part = new Float32Array(rows.length * this.d);
    rows.forEach((row, i) => {
      part.set(x.subarray(row * this.d, (row + 1) * this.d), i * this.d);
    });
    const { mean } = this.predict(part);
    let sum = 0;
    rows.forEach((row, i) => {
      const gap = data.y[row]! - mean[i]!;
      sum += gap * gap;
    });
    return Math.sqrt(sum / rows.length);
  }
}
