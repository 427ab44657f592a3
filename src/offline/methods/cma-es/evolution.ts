import { exp } from "../../../core/math.js";
import { NotPositiveDefiniteError } from "../../../errors.js";
import { cholesky, matmul } from "../../../linalg/index.js";
import type { RandomStream } from "../../../random/index.js";
import type { CmaParameters } from "./parameters.js";

/**
 * One search by covariance matrix adaptation: draws points from a normal law and moves the law to
 * where they were good, the larger value the better.
 *
 * Points are m + σ L z with C = L Lᵀ by Cholesky, a twentieth of the cost of √C, and the path of
 * σ is followed in the coordinates of z, as by Krause, Arbonès and Igel 2016, "CMA-ES with optimal
 * covariance update and storage complexity". All else is Hansen 2023, arXiv:1604.00772, negative
 * weights included. Cost of a generation: n³/3 + 4 λ n² flops.
 */
export class Evolution {
  readonly n: number;
  readonly mean: Float64Array;
  sigma: number;
  readonly #parameters: CmaParameters;
  readonly #stream: RandomStream;
  /** C, its lower factor, and the paths of C and σ. */
  #covariance: Float64Array;
  #factor: Float64Array;
  readonly #path: Float64Array;
  readonly #sigmaPath: Float64Array;
  /** (1 − c_σ)^2g. */
  #memory = 1;
  /** z and y = L z of the generation, λ × n. */
  #z: Float64Array = new Float64Array(0);
  #y: Float64Array = new Float64Array(0);
  #ended = false;

  constructor(
    start: ArrayLike<number>,
    sigma: number,
    parameters: CmaParameters,
    stream: RandomStream,
  ) {
    this.n = start.length;
    this.mean = Float64Array.from(start);
    this.sigma = sigma;
    this.#parameters = parameters;
    this.#stream = stream;
    this.#covariance = identity(this.n);
    this.#factor = identity(this.n);
    this.#path = new Float64Array(this.n);
    this.#sigmaPath = new Float64Array(this.n);
  }

  /** Whether C can no longer be factorized, which ends the search. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The next generation, λ × n. */
  ask(): Float64Array {
    const { n } = this;
    const { populationSize } = this.#parameters;
    this.#z = this.#stream.normal(populationSize * n);
    this.#y = matmul(this.#z, this.#factor, populationSize, n, n, { transposeB: true });
    return this.#y.map((y, i) => this.mean[i % n]! + this.sigma * y);
  }

  /** Takes the values of the generation, in the order of `ask`. */
  tell(values: ArrayLike<number>): void {
    const order = Array.from(values, (_, i) => i).sort((a, b) => values[b]! - values[a]! || a - b);
    const { weights, parents, sigmaRate, damping, expectedNorm, effective } = this.#parameters;
    const [stepZ, step] = [new Float64Array(this.n), new Float64Array(this.n)];
    for (let rank = 0; rank < parents; rank++) {
      addScaled(stepZ, weights[rank]!, this.#z, order[rank]!);
      addScaled(step, weights[rank]!, this.#y, order[rank]!);
    }
    addScaled(this.mean, this.sigma, step, 0);
    follow(this.#sigmaPath, sigmaRate, effective, stepZ, true);
    this.#memory *= (1 - sigmaRate) * (1 - sigmaRate);
    const length = norm(this.#sigmaPath);
    this.#adaptCovariance(order, step, length / Math.sqrt(1 - this.#memory));
    this.sigma *= exp((sigmaRate / damping) * (length / expectedNorm - 1));
  }

  /** @param length  that of the path of σ, as if it had run for ever */
  #adaptCovariance(order: readonly number[], step: Float64Array, length: number): void {
    const { n } = this;
    const { weights, rankOne, rankMu, pathRate, effective, expectedNorm } = this.#parameters;
    // A path of σ that is long says that C's own would be blown up by a step size yet too small.
    const steady = length < (1.4 + 2 / (n + 1)) * expectedNorm;
    follow(this.#path, pathRate, effective, step, steady);
    const lost = steady ? 0 : pathRate * (2 - pathRate);
    const scaled = this.#y.slice();
    let sum = 0;
    order.forEach((row, rank) => {
      const w = weights[rank]!;
      sum += w;
      // The length of y under C⁻¹ is that of z: without it a bad point could turn C indefinite.
      const z = norm(this.#z.subarray(row * n, (row + 1) * n));
      const weight = w >= 0 ? w : (w * n) / (z * z);
      for (let j = row * n; j < (row + 1) * n; j++) scaled[j]! *= weight;
    });
    const byPoints = matmul(scaled, this.#y, n, order.length, n, { transposeA: true });
    const kept = 1 + rankOne * lost - rankOne - rankMu * sum;
    const path = this.#path;
    this.#covariance = this.#covariance.map((c, i) => {
      const byPath = path[Math.floor(i / n)]! * path[i % n]!;
      return kept * c + rankOne * byPath + rankMu * byPoints[i]!;
    });
    this.#factorize();
  }

  #factorize(): void {
    try {
      this.#factor = cholesky(this.#covariance, this.n);
    } catch (error) {
      if (!(error instanceof NotPositiveDefiniteError)) throw error;
      this.#ended = true;
    }
  }
}

function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
}

/** path ← (1 − rate) path + √(rate (2 − rate) μ_eff) step, the step only where `moves`. */
function follow(
  path: Float64Array,
  rate: number,
  effective: number,
  step: Float64Array,
  moves: boolean,
): void {
  const share = moves ? Math.sqrt(rate * (2 - rate) * effective) : 0;
  for (let j = 0; j < path.length; j++) path[j] = (1 - rate) * path[j]! + share * step[j]!;
}

/** sum += factor · row `row` of `rows`. */
function addScaled(sum: Float64Array, factor: number, rows: Float64Array, row: number): void {
  const n = sum.length;
  for (let j = 0; j < n; j++) sum[j]! += factor * rows[row * n + j]!;
}

function norm(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
