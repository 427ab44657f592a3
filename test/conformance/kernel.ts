/** What every kernel must satisfy, whatever it is made of. */
import { describe, expect, it } from "vitest";
import { core, withScratch } from "../../src/core/index.js";
import { type Kernel, KernelProgram } from "../../src/gp/kernels/index.js";
import { Covariance, points } from "../support/covariance.js";
import type { Example } from "../support/kernels.js";

const STEP = 1e-5;

/** Largest |a − b| against max(1, |b|). */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let worst = 0;
  for (let i = 0; i < a.length; i++) {
    const error = Math.abs(a[i]! - b[i]!) / Math.max(1, Math.abs(b[i]!));
    if (!(error <= worst)) worst = error;
  }
  return worst;
}

function weighted(values: Float64Array, weights: Float64Array): number {
  return values.reduce((sum, value, i) => sum + value * weights[i]!, 0);
}

/** Central difference of `f` in each element of `values`, which is restored. */
function differences(values: Float64Array, f: () => number): Float64Array {
  return values.map((value, i) => {
    values[i] = value + STEP;
    const above = f();
    values[i] = value - STEP;
    const below = f();
    values[i] = value;
    return (above - below) / (2 * STEP);
  });
}

export function describeKernel({
  name,
  kernel,
  d,
  categorical = [],
  smooth = true,
}: Example): void {
  const fresh = (): Covariance => new Covariance(kernel, d);
  const sample = (n: number, seed: number): Float64Array => {
    const x = points(n * d, seed);
    return x.map((value, i) => (categorical.includes(i % d) ? Math.floor(value * 3) : value));
  };
  const differentiable = (gradient: Float64Array): Float64Array =>
    gradient.filter((_, i) => !categorical.includes(i % d));

  describe(name, () => {
    it("has symmetric matrices whose diagonal is the diagonal, to the last bit", () => {
      for (const n of [1, 2, 3, 4, 5, 11]) {
        const x = sample(n, n);
        const k = fresh().gram(x);
        expect([...k]).toEqual([...fresh().cross(x, x)]);
        const diagonal = fresh().diagonal(x);
        for (let a = 0; a < n; a++) {
          expect(diagonal[a]).toBe(k[a * n + a]);
          for (let b = 0; b < n; b++) expect(k[a * n + b]).toBe(k[b * n + a]);
        }
      }
    });

    it("is positive definite with jitter, also where points coincide", () => {
      const n = 40;
      const x = sample(n, 3);
      x.copyWithin(20 * d, 0, 5 * d);
      const k = fresh().gram(x);
      const jitter = 1e-8 * Math.max(...fresh().diagonal(x));
      for (let a = 0; a < n; a++) k[a * n + a]! += jitter;
      expect(withScratch((s) => core().cholesky_compute(n, s.copyIn(k), n))).toBe(0);
    });

    it("has the gradient of matrices in its hyperparameters", () => {
      const covariance = fresh();
      const n = 9;
      const x = sample(n, 5);
      const half = points(n * n, 6, -1, 1);
      const g = half.map((_, i) => half[i]! + half[(i % n) * n + Math.floor(i / n)]!);
      const want = differences(covariance.theta, () => weighted(covariance.gram(x), g));
      expect(distance(covariance.gramPullback(x, g), want)).toBeLessThan(2e-8);
      const started = covariance.gramPullback(x, g, 1.5);
      expect(
        distance(
          started,
          want.map((value) => value + 1.5),
        ),
      ).toBeLessThan(2e-8);
    });

    it("has the gradients of cross matrices", () => {
      const covariance = fresh();
      for (const [m, n] of [
        [1, 1],
        [3, 7],
        [6, 10],
      ] as const) {
        const [x, z, w] = [sample(m, 7), sample(n, 8), points(m * n, 9, -1, 1)];
        const f = (): number => weighted(covariance.cross(x, z), w);
        const got = covariance.crossPullback(x, z, w);
        expect(distance(got.theta, differences(covariance.theta, f))).toBeLessThan(2e-8);
        const inX = differentiable(differences(x, f));
        expect(distance(differentiable(got.x), inX)).toBeLessThan(2e-8);
        for (const input of categorical) expect(got.x[input]).toBe(0);
        expect(covariance.crossPullback(x, z, w, { skip: "theta" }).x).toEqual(got.x);
        expect(covariance.crossPullback(x, z, w, { skip: "x" }).theta).toEqual(got.theta);
        const started = covariance.crossPullback(x, z, w, { start: 2 });
        expect(
          distance(
            started.x,
            got.x.map((value) => value + 2),
          ),
        ).toBeLessThan(1e-13);
      }
    });

    it("has the gradients of the diagonal", () => {
      const covariance = fresh();
      const [x, w] = [sample(6, 10), points(6, 11, -1, 1)];
      const f = (): number => weighted(covariance.diagonal(x), w);
      const got = covariance.diagonalPullback(x, w);
      expect(distance(got.theta, differences(covariance.theta, f))).toBeLessThan(2e-8);
      const inX = differentiable(differences(x, f));
      expect(distance(differentiable(got.x), inX)).toBeLessThan(2e-8);
      const started = covariance.diagonalPullback(x, w, 2);
      expect(
        distance(
          started.theta,
          got.theta.map((value) => value + 2),
        ),
      ).toBeLessThan(1e-13);
    });

    it("has finite values and gradients where points coincide", () => {
      const covariance = fresh();
      const x = sample(4, 12);
      const w = new Float64Array(16).fill(1);
      const { theta, x: gradient } = covariance.crossPullback(x, x, w);
      expect([...theta, ...gradient].every(Number.isFinite)).toBe(true);
      if (!smooth) return;
      const here = x.slice(0, d);
      const one = new Float64Array([1]);
      const slope = differences(here, () => covariance.cross(here, x.slice(0, d))[0]!);
      const got = covariance.crossPullback(x.slice(0, d), x.slice(0, d), one).x;
      expect(distance(differentiable(got), differentiable(slope))).toBeLessThan(1e-4);
    });

    it("stays finite at huge and tiny hyperparameters", () => {
      const covariance = fresh();
      const [x, z, w] = [sample(5, 13), sample(6, 14), points(30, 15, -1, 1)];
      for (const theta of [-20, -7, 7, 20]) {
        covariance.theta.fill(theta);
        const { theta: inTheta, x: inX } = covariance.crossPullback(x, z, w);
        const values = [...covariance.cross(x, z), ...covariance.gram(x), ...inTheta, ...inX];
        expect(values.every(Number.isFinite), `theta ${theta}`).toBe(true);
      }
    });

    it("compares coinciding points like one point", () => {
      const x = sample(6, 16);
      x.copyWithin(4 * d, 0, d);
      const k = fresh().gram(x);
      for (let b = 0; b < 6; b++) expect(k[4 * 6 + b]).toBe(k[b]);
    });

    it("survives JSON", () => {
      const x = sample(5, 17);
      const parsed = JSON.parse(JSON.stringify(kernel)) as Kernel;
      expect(new Covariance(parsed, d).gram(x)).toEqual(fresh().gram(x));
      using program = new KernelProgram(parsed, d);
      expect(program.parameters).toEqual(fresh().parameters);
    });
  });
}
