/** The posterior mean of a Gaussian process with a fixed kernel, as a function to climb. */
import { Block, checked, core, FloatBlock, read, withScratch } from "../core/index.js";
import { DISPOSE } from "../dispose.js";
import { NotPositiveDefiniteError } from "../errors.js";
import { KernelProgram, rbf, scale } from "../gp/kernels/index.js";

/** Rows of the data that meet the centres at a time. */
const ROWS = 1000;
/** Rows of a prediction at a time. */
const PREDICTED = 256;
/** Added to the diagonal, as a share of its mean: centres may coincide. */
const JITTER = 1e-10;

export interface FixedKernel {
  /** One lengthscale for all inputs. */
  readonly lengthscale: number;
  readonly variance: number;
  readonly noise: number;
}

export interface Examples {
  /** n × d; the first rows are the centres. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly d: number;
  /** How many rows are centres: with all of them the posterior mean is exact. */
  readonly centres: number;
}

/**
 * g(x) = Σ_j w_j k(x, c_j) over m rows of the data, the centres, fitted to all n rows given: the
 * projected process w = A⁻¹ K_mn y, A = s K_mm + K_mn K_nm, s the noise. Where every row is a centre
 * it is the posterior mean itself, w = A⁻¹ y, A = K + s I.
 *
 * Source: Rasmussen and Williams 2006, "Gaussian processes for machine learning", section 8.3.4.
 * Cost: n m² + m³/3 flops to make, m (4 d + 20) a point and step of `climb`.
 */
export class PosteriorMean implements Disposable {
  readonly d: number;
  /** Centres. */
  readonly m: number;
  readonly #kernel: KernelProgram;
  readonly #precision: number;
  readonly #variance: number;
  readonly #noise: number;
  readonly #exact: boolean;
  readonly #centres: Block;
  readonly #weights: Block;
  /** Lower factor of A. */
  readonly #factor: Block;

  private constructor(centres: Float64Array, d: number, kernel: FixedKernel, exact: boolean) {
    this.d = d;
    this.#exact = exact;
    this.#noise = kernel.noise;
    this.m = centres.length / d;
    const shape = rbf({ lengthscale: kernel.lengthscale, ard: false, prior: null });
    const covariance = scale(shape, { outputscale: kernel.variance, prior: null });
    this.#kernel = new KernelProgram(covariance, d);
    this.#precision = 1 / (kernel.lengthscale * kernel.lengthscale);
    this.#variance = kernel.variance;
    this.#centres = Block.from(centres);
    this.#weights = new Block(this.m);
    this.#factor = new Block(this.m * this.m);
  }

  /** Throws `NotPositiveDefiniteError` where the noise is too small. */
  static async fit(
    { x, y, d, centres }: Examples,
    kernel: FixedKernel,
    pause: () => Promise<void>,
  ): Promise<PosteriorMean> {
    const exact = centres === y.length;
    const drawn = new PosteriorMean(x.subarray(0, centres * d), d, kernel, exact);
    try {
      drawn.#gram(drawn.#factor.pointer);
      if (exact) {
        addDiagonal(drawn.#factor.view(), centres, kernel.noise);
        drawn.#weights.view().set(y);
      } else {
        drawn.#factor.view().forEach((value, i, all) => {
          all[i] = kernel.noise * value;
        });
        for (let first = 0; first < y.length; first += ROWS) {
          const end = Math.min(first + ROWS, y.length);
          drawn.#meet(x.subarray(first * d, end * d), y.subarray(first, end));
          await pause();
        }
        addJitter(drawn.#factor.view(), centres);
      }
      drawn.#factorize(drawn.#factor.pointer);
      drawn.#solve();
      await pause();
      return drawn;
    } catch (error) {
      drawn.dispose();
      throw error;
    }
  }

  /** Values at the rows of `x` (m × d), in double precision. */
  values(x: ArrayLike<number>): Float64Array {
    const rows = x.length / this.d;
    return withScratch((s) => {
      const [k, out] = [s.allocate(rows * this.m), s.allocate(rows)];
      this.#cross(s.copyIn(x), rows, k);
      core().gemv(rows, this.m, 1, k, this.m, this.#weights.pointer, 0, out);
      return read(out, rows);
    });
  }

  /** Values and the process's deviations, without noise. Cost: 2 m² flops a row, and m³/3. */
  predict(x: ArrayLike<number>): { mean: Float64Array; deviation: Float64Array } {
    const all = Float64Array.from(x);
    const rows = all.length / this.d;
    const [mean, deviation] = [new Float64Array(rows), new Float64Array(rows)];
    using gram = this.#exact ? null : this.#gramFactor();
    for (let first = 0; first < rows; first += PREDICTED) {
      const part = all.subarray(first * this.d, (first + PREDICTED) * this.d);
      mean.set(this.values(part), first);
      const byAll = this.#explained(part, this.#factor);
      const byCentres = gram && this.#explained(part, gram);
      byAll.forEach((share, i) => {
        // s kᵀA⁻¹k is what is still unknown of the centres' own values.
        const explained = byCentres ? byCentres[i]! - this.#noise * share : share;
        deviation[first + i] = Math.sqrt(Math.max(this.#variance - explained, 0));
      });
    }
    return { mean, deviation };
  }

  /** x ← x + size ∇g(x), `steps` times, at the rows of a copy of `x`; a negative size descends. */
  climb(x: Float32Array, size: number, steps: number): Float32Array {
    using at = FloatBlock.from(x);
    using centres = FloatBlock.from(this.#centres.copy());
    using weights = FloatBlock.from(this.#weights.copy().map((w) => this.#variance * w));
    const { rbf_ascend: ascend } = core();
    const [rows, c, w] = [x.length / this.d, centres.pointer, weights.pointer];
    checked(ascend(rows, this.m, this.d, at.pointer, c, w, this.#precision, size, steps));
    return at.copy();
  }

  dispose(): void {
    this.#kernel.dispose();
    for (const block of [this.#centres, this.#weights, this.#factor]) block.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }

  #gram(out: number): void {
    const { covariance_gram: gram } = core();
    checked(gram(this.#kernel.pointer, this.#centres.pointer, this.m, this.d, out, this.m));
  }

  /** k ← covariances of `rows` points with the centres. */
  #cross(x: number, rows: number, k: number): void {
    const { covariance_cross: cross } = core();
    checked(cross(this.#kernel.pointer, x, rows, this.#centres.pointer, this.m, this.d, k, this.m));
  }

  /** Adds K_mn K_nm of some rows to A and K_mn y to the weights. */
  #meet(x: Float64Array, y: Float64Array): void {
    const { m, d } = this;
    const n = y.length;
    withScratch((s) => {
      const k = s.allocate(m * n);
      const { covariance_cross: cross, gemv, syrk_lower: syrk } = core();
      checked(cross(this.#kernel.pointer, this.#centres.pointer, m, s.copyIn(x), n, d, k, n));
      checked(syrk(m, n, 1, k, n, 1, this.#factor.pointer, m));
      gemv(m, n, 1, k, n, s.copyIn(y), 1, this.#weights.pointer);
    });
  }

  #factorize(matrix: number): void {
    const pivot = checked(core().cholesky_compute(this.m, matrix, this.m));
    if (pivot === 0) return;
    throw new NotPositiveDefiniteError(pivot - 1, this.#noise, "give a larger noise");
  }

  #solve(): void {
    const { cholesky_solve: solve } = core();
    checked(solve(this.m, 1, this.#factor.pointer, this.m, this.#weights.pointer, 1));
  }

  /** The factor of K_mm. */
  #gramFactor(): Block {
    const block = new Block(this.m * this.m);
    this.#gram(block.pointer);
    addJitter(block.view(), this.m);
    this.#factorize(block.pointer);
    return block;
  }

  /** kᵀ(L Lᵀ)⁻¹k of the rows of `x`. */
  #explained(x: Float64Array, factor: Block): Float64Array {
    const [rows, m] = [x.length / this.d, this.m];
    return withScratch((s) => {
      const k = s.allocate(rows * m);
      this.#cross(s.copyIn(x), rows, k);
      checked(core().trsm_lower_rows(m, rows, factor.pointer, m, k, m));
      const solved = read(k, rows * m);
      return Float64Array.from({ length: rows }, (_, i) =>
        solved.subarray(i * m, (i + 1) * m).reduce((sum, value) => sum + value * value, 0),
      );
    });
  }
}

function addDiagonal(matrix: Float64Array, n: number, value: number): void {
  for (let i = 0; i < n; i++) matrix[i * (n + 1)]! += value;
}

function addJitter(matrix: Float64Array, n: number): void {
  let trace = 0;
  for (let i = 0; i < n; i++) trace += matrix[i * (n + 1)]!;
  addDiagonal(matrix, n, (JITTER * trace) / n);
}
