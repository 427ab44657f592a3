import { Block, checked, core, memoryDoubles, read, withScratch } from "../core/index.js";
import { DISPOSE } from "../dispose.js";
import { NotPositiveDefiniteError } from "../errors.js";
import { type Kernel, KernelProgram } from "./kernels/index.js";

/** Scaled training data: x n × d, y k × n, noise n or null. */
export interface ModelData {
  readonly n: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly noise: Float64Array | null;
}

export interface PosteriorGradient {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly meanGradient: Float64Array;
  readonly varianceGradient: Float64Array;
}

/** The last rung of the core's jitter ladder, relative to the prior variance. */
const LARGEST_JITTER = 1e-4;

/**
 * A Gaussian process in the core's memory, all in scaled units: the kernel's program and the
 * block with data and factor. Layout in assembly/gp/model.ts.
 */
export class Model implements Disposable {
  readonly program: KernelProgram;
  readonly d: number;
  readonly k: number;
  readonly capacity: number;
  #n = 0;
  #parameters = new Float64Array(0);
  readonly #block: Block;

  constructor(kernel: Kernel, capacity: number, d: number, k: number) {
    const bytes = core().gp_model_bytes(capacity, d, k);
    this.program = new KernelProgram(kernel, d);
    this.d = d;
    this.k = k;
    this.capacity = capacity;
    try {
      this.#block = new Block(bytes / 8);
    } catch (error) {
      this.program.dispose();
      throw error;
    }
    core().gp_model_create(this.pointer, capacity, d, k, this.program.pointer);
  }

  /** Address of the model for the core's `gp_*` exports. Throws `DisposedError` after `dispose`. */
  get pointer(): number {
    return this.#block.pointer;
  }

  get n(): number {
    return this.#n;
  }

  setData({ n, x, y, noise }: ModelData): void {
    withScratch((s) => {
      const known = noise === null ? 0 : s.copyIn(noise);
      checked(core().gp_model_set_data(this.pointer, n, s.copyIn(x), s.copyIn(y), known));
    });
    this.#n = n;
  }

  /** Prior means of the outputs, scaled. */
  get means(): Float64Array {
    return read(core().gp_model_means(this.pointer) >>> 0, this.k);
  }

  setMeans(means: ArrayLike<number>): void {
    const pointer = core().gp_model_means(this.pointer) >>> 0;
    memoryDoubles().set(means, pointer / 8);
  }

  /** What the factorization had to add to the diagonal. */
  get jitter(): number {
    return core().gp_model_jitter(this.pointer);
  }

  /**
   * Log marginal likelihood at `parameters` (logarithms of the kernel's hyperparameters, then
   * ln σ²); NaN where the covariance matrix has no factor. The model must be factorized again
   * before it predicts.
   *
   * @param profile   true: the means move to their optimum
   * @param gradient  p + 1 values, overwritten
   */
  likelihood(parameters: ArrayLike<number>, profile: boolean, gradient: Float64Array): number {
    return withScratch((s) => {
      const value = s.allocate(1);
      const slope = s.allocate(gradient.length + this.k);
      const own = s.copyIn(parameters);
      const status = core().gp_likelihood(this.pointer, own, profile ? 1 : 0, value, slope);
      if (checked(status) > 0) return Number.NaN;
      gradient.set(read(slope, gradient.length));
      return read(value, 1)[0]!;
    });
  }

  /** Sets the hyperparameters and factorizes. Throws `NotPositiveDefiniteError`. */
  factorize(parameters: Float64Array, profile: boolean): void {
    const status = withScratch((s) =>
      checked(core().gp_factorize(this.pointer, s.copyIn(parameters), profile ? 1 : 0)),
    );
    if (status > 0) throw this.#notPositiveDefinite(status);
    this.#parameters = parameters.slice();
  }

  /** Logarithms of the kernel's hyperparameters, then ln σ², as last factorized. */
  get parameters(): Float64Array {
    return this.#parameters.slice();
  }

  #notPositiveDefinite(status: number): NotPositiveDefiniteError {
    const x = read(core().gp_model_inputs(this.pointer) >>> 0, this.#n * this.d);
    const distance = smallestDistance(x, this.d);
    return new NotPositiveDefiniteError(
      status - 1,
      LARGEST_JITTER,
      `the smallest distance between two points, in the unit cube, is ${distance.toPrecision(3)}: remove near repeats, or let the noise be larger`,
    );
  }

  get logMarginalLikelihood(): number {
    return core().gp_log_likelihood(this.pointer);
  }

  /** Posterior at `count` scaled points: means k × m, variances m. */
  posterior(x: Float64Array): { mean: Float64Array; variance: Float64Array } {
    const m = x.length / this.d;
    return withScratch((s) => {
      const points = s.copyIn(x);
      const mean = s.allocate(m * this.k);
      const variance = s.allocate(m);
      checked(core().gp_posterior(this.pointer, points, m, mean, variance));
      return { mean: read(mean, m * this.k), variance: read(variance, m) };
    });
  }

  /** Posterior of one output at m scaled points, m each, with its gradients, m × d each. */
  posteriorGradient(x: Float64Array, output: number): PosteriorGradient {
    const m = x.length / this.d;
    return withScratch((s) => {
      const points = s.copyIn(x);
      const mean = s.allocate(m);
      const variance = s.allocate(m);
      const slope = s.allocate(x.length);
      const spread = s.allocate(x.length);
      const { gp_output_gradient } = core();
      checked(gp_output_gradient(this.pointer, output, points, m, mean, variance, slope, spread));
      return {
        mean: read(mean, m),
        variance: read(variance, m),
        meanGradient: read(slope, x.length),
        varianceGradient: read(spread, x.length),
      };
    });
  }

  /** Joint posterior at m scaled points: means k × m, covariance m × m. */
  jointPosterior(x: Float64Array): { mean: Float64Array; covariance: Float64Array } {
    const m = x.length / this.d;
    return withScratch((s) => {
      const points = s.copyIn(x);
      const mean = s.allocate(m * this.k);
      const covariance = s.allocate(m * m);
      checked(core().gp_joint_posterior(this.pointer, points, m, mean, covariance));
      return { mean: read(mean, m * this.k), covariance: read(covariance, m * m) };
    });
  }

  /** Joint draws from `normals`, count × k × m. */
  sampleJoint(x: Float64Array, count: number, normals: Float64Array): Float64Array {
    const m = x.length / this.d;
    return withScratch((s) => {
      const points = s.copyIn(x);
      const z = s.copyIn(normals);
      const out = s.allocate(normals.length);
      const status = core().gp_sample_joint(this.pointer, points, m, count, z, out);
      if (checked(status) > 0) {
        const remedy = "the posterior at these points cannot be drawn from; ask for fewer points";
        throw new NotPositiveDefiniteError(status - 1, LARGEST_JITTER, remedy);
      }
      return read(out, normals.length);
    });
  }

  /** Leave-one-out predictions of observations: means k × n, variances n. */
  leaveOneOut(): { mean: Float64Array; variance: Float64Array } {
    return withScratch((s) => {
      const mean = s.allocate(this.#n * this.k);
      const variance = s.allocate(this.#n);
      core().gp_leave_one_out(this.pointer, mean, variance);
      return { mean: read(mean, this.#n * this.k), variance: read(variance, this.#n) };
    });
  }

  /** Appends points to data and factor; false, with the model as before, where they do not fit in. */
  append({ n, x, y, noise }: ModelData): boolean {
    const status = withScratch((s) => {
      const known = noise === null ? 0 : s.copyIn(noise);
      return checked(core().gp_append(this.pointer, n, s.copyIn(x), s.copyIn(y), known));
    });
    if (status === 0) this.#n += n;
    return status === 0;
  }

  /** A model of its own with the same content and room for `capacity` points. */
  copy(capacity: number): Model {
    const twin = new Model(this.program.kernel, capacity, this.d, this.k);
    twin.program.bind(this.#parameters.subarray(0, this.program.parameters.length));
    twin.#parameters = this.#parameters;
    checked(core().gp_model_copy(twin.pointer, this.pointer));
    twin.#n = this.#n;
    return twin;
  }

  dispose(): void {
    this.program.dispose();
    this.#block.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }
}

/** The smallest Euclidean distance between two rows; Infinity for one row. Cost: O(n²d). */
function smallestDistance(x: Float64Array, d: number): number {
  let least = Infinity;
  for (let a = 0; a < x.length; a += d) {
    for (let b = 0; b < a; b += d) {
      let square = 0;
      for (let j = 0; j < d; j++) square += (x[a + j]! - x[b + j]!) * (x[a + j]! - x[b + j]!);
      least = Math.min(least, square);
    }
  }
  return Math.sqrt(least);
}
