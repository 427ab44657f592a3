/** Posterior of a Gaussian process with a fixed kernel: its mean as a function to climb. */
import { Block, checked, core, read, withScratch } from "../core/index.js";
import { NotPositiveDefiniteError } from "../errors.js";
import { KernelProgram, rbf, scale } from "../gp/kernels/index.js";

/** Rows of a prediction at a time. */
const ROWS = 256;

export interface FixedKernel {
  /** One lengthscale for all inputs. */
  readonly lengthscale: number;
  readonly variance: number;
  readonly noise: number;
}

/** Cost: n³/3 flops to make, O(n d) a gradient, O(n²) a deviation. */
export class PosteriorMean implements Disposable {
  readonly n: number;
  readonly d: number;
  readonly #kernel: KernelProgram;
  readonly #x: Block;
  readonly #factor: Block;
  readonly #weights: Block;
  readonly #variance: number;

  /** x: n × d. Throws `NotPositiveDefiniteError` where the noise is too small. */
  constructor(x: Float64Array, y: Float64Array, { lengthscale, variance, noise }: FixedKernel) {
    const n = y.length;
    this.n = n;
    this.d = x.length / n;
    this.#variance = variance;
    const kernel = scale(rbf({ lengthscale, ard: false, prior: null }), {
      outputscale: variance,
      prior: null,
    });
    this.#kernel = new KernelProgram(kernel, this.d);
    this.#x = Block.from(x);
    this.#weights = Block.from(y);
    this.#factor = new Block(n * n);
    const k = this.#factor.pointer;
    checked(core().covariance_gram(this.#kernel.pointer, this.#x.pointer, n, this.d, k, n));
    const diagonal = this.#factor.view();
    for (let i = 0; i < n; i++) diagonal[i * (n + 1)]! += noise;
    const pivot = checked(core().cholesky_compute(n, k, n));
    if (pivot > 0) {
      this.dispose();
      throw new NotPositiveDefiniteError(pivot - 1, noise, "give a larger noise");
    }
    checked(core().cholesky_solve(n, 1, k, n, this.#weights.pointer, 1));
  }

  /** Gradients of the mean at the rows of `x` (m × d), row-major. */
  gradient(x: Float64Array): Float64Array {
    const [m, n, d] = [x.length / this.d, this.n, this.d];
    const weights = this.#weights.copy();
    return withScratch((s) => {
      const at = s.copyIn(x);
      const out = s.copyIn(new Float64Array(x.length));
      const w = s.copyIn(Float64Array.from({ length: m * n }, (_, i) => weights[i % n]!));
      const { covariance_cross_pullback: pullback } = core();
      checked(pullback(this.#kernel.pointer, at, m, this.#x.pointer, n, d, w, n, 0, out));
      return read(out, x.length);
    });
  }

  /** Means and deviations, without noise, at the rows of `x` (m × d). */
  predict(x: Float64Array): { mean: Float64Array; deviation: Float64Array } {
    const m = x.length / this.d;
    const [mean, deviation] = [new Float64Array(m), new Float64Array(m)];
    for (let first = 0; first < m; first += ROWS) {
      const part = x.subarray(first * this.d, Math.min(first + ROWS, m) * this.d);
      this.#predictRows(part, mean.subarray(first), deviation.subarray(first));
    }
    return { mean, deviation };
  }

  dispose(): void {
    this.#kernel.dispose();
    for (const block of [this.#x, this.#factor, this.#weights]) block.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #predictRows(x: Float64Array, mean: Float64Array, deviation: Float64Array): void {
    const [m, n, d] = [x.length / this.d, this.n, this.d];
    const weights = this.#weights.copy();
    const c = core();
    withScratch((s) => {
      const at = s.copyIn(x);
      const k = s.allocate(m * n);
      checked(c.covariance_cross(this.#kernel.pointer, at, m, this.#x.pointer, n, d, k, n));
      const rows = read(k, m * n);
      checked(c.trsm_lower_rows(n, m, this.#factor.pointer, n, k, n));
      const solved = read(k, m * n);
      for (let i = 0; i < m; i++) {
        let [sum, explained] = [0, 0];
        for (let j = i * n; j < (i + 1) * n; j++) {
          sum += rows[j]! * weights[j - i * n]!;
          explained += solved[j]! * solved[j]!;
        }
        mean[i] = sum;
        deviation[i] = Math.sqrt(Math.max(this.#variance - explained, 0));
      }
    });
  }
}
