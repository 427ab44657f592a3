/** Sizes on both sides of every block and chunk, against plain loops. */
import { describe, expect, it } from "vitest";
import { core, read, withScratch } from "../../../src/core/index.js";
import { matern52 } from "../../../src/gp/kernels/index.js";
import type { Model } from "../../../src/gp/model.js";
import { factorizedModel, output, points, smooth, worstError } from "../../support/gp-model.js";

const d = 3;
const noise = 0.01;
const kernel = matern52({ lengthscale: [0.4, 0.7, 1.1] });

/** k(a, b) by its formula. */
function k(a: readonly number[], b: readonly number[]): number {
  const r = Math.sqrt([0.4, 0.7, 1.1].reduce((s, l, j) => s + ((a[j]! - b[j]!) / l) ** 2, 0));
  const t = Math.sqrt(5) * r;
  return (1 + t + (t * t) / 3) * Math.exp(-t);
}

/** Lower factor by the textbook's loops. */
function factor(X: number[][]): Float64Array[] {
  const l = X.map(() => new Float64Array(X.length));
  for (let i = 0; i < X.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = k(X[i]!, X[j]!) + (i === j ? noise : 0);
      for (let e = 0; e < j; e++) sum -= l[i]![e]! * l[j]![e]!;
      l[i]![j] = i === j ? Math.sqrt(sum) : sum / l[j]![j]!;
    }
  }
  return l;
}

/** L⁻¹b, then L⁻ᵀ of it. */
function forward(l: Float64Array[], b: readonly number[]): number[] {
  const v: number[] = [];
  b.forEach((value, i) => {
    let sum = value;
    for (let e = 0; e < i; e++) sum -= l[i]![e]! * v[e]!;
    v.push(sum / l[i]![i]!);
  });
  return v;
}

function backward(l: Float64Array[], b: readonly number[]): number[] {
  const v = [...b];
  for (let i = v.length - 1; i >= 0; i--) {
    for (let e = i + 1; e < v.length; e++) v[i]! -= l[e]![i]! * v[e]!;
    v[i]! /= l[i]![i]!;
  }
  return v;
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((s, x, i) => s + x * b[i]!, 0);

const sizes = [1, 2, 63, 64, 65, 129, 200];

describe.each(sizes)("n = %i", (n) => {
  const X = points(n, d);
  const y = X.map(smooth);
  const mean = 0.3;
  const options = { kernel, X, y: [y], noise, mean };
  const l = factor(X);
  const white = forward(
    l,
    y.map((v) => v - mean),
  );
  const alpha = backward(l, white);

  it("likelihood and the trace behind its noise gradient", () => {
    using model = factorizedModel(options);
    const logdet = l.reduce((s, row, i) => s + 2 * Math.log(row[i]!), 0);
    const value = -0.5 * (dot(white, white) + logdet + n * Math.log(2 * Math.PI));
    expect(worstError([model.logMarginalLikelihood], [value])).toBeLessThan(1e-11);
    const { parameters } = model;
    const gradient = output(parameters.length + 1, (s, out) =>
      core().gp_likelihood(model.pointer, s.copyIn(parameters), 0, s.allocate(1), out),
    );
    let trace = 0;
    for (let i = 0; i < n; i++) {
      const unit = X.map((_, e) => (e === i ? 1 : 0));
      trace += alpha[i]! ** 2 - dot(forward(l, unit), forward(l, unit));
    }
    const want = [0.5 * noise * trace, alpha.reduce((s, a) => s + a, 0)];
    expect(worstError(gradient.slice(d), want)).toBeLessThan(1e-9);
  });

  it.each([1, 5, 127, 129, 300])("posterior at %i points", (m) => {
    using model = factorizedModel(options);
    const Z = points(m, d, 7);
    const { mean: mu, variance } = model.posterior(Float64Array.from(Z.flat()));
    const cross = Z.map((z) => X.map((x) => k(z, x)));
    expect(
      worstError(
        mu,
        cross.map((c) => mean + dot(c, alpha)),
      ),
    ).toBeLessThan(1e-10);
    const whitened = cross.map((c) => forward(l, c));
    expect(
      worstError(
        variance,
        whitened.map((v) => 1 - dot(v, v)),
      ),
    ).toBeLessThan(1e-11);
    if (m > 129) return;
    const joint = model.jointPosterior(Float64Array.from(Z.flat()));
    expect(worstError(joint.mean, mu)).toBeLessThan(1e-12);
    const covariance = Z.flatMap((z, a) =>
      Z.map((w, b) => k(z, w) - dot(whitened[a]!, whitened[b]!)),
    );
    expect(worstError(joint.covariance, covariance)).toBeLessThan(1e-11);
  });

  it("gradients at 150 points are those of each point alone", () => {
    using model = factorizedModel(options);
    const Z = points(150, d, 7);
    const all = model.posteriorGradient(Float64Array.from(Z.flat()), 0);
    for (const i of [0, 63, 64, 127, 128, 149]) {
      const one = model.posteriorGradient(Float64Array.from(Z[i]!), 0);
      const part = (values: Float64Array) => values.subarray(d * i, d * i + d);
      expect(worstError(part(all.meanGradient), one.meanGradient)).toBeLessThan(1e-11);
      expect(worstError(part(all.varianceGradient), one.varianceGradient)).toBeLessThan(1e-11);
    }
  });

  it("leave-one-out", () => {
    using model = factorizedModel(options);
    const { mean: mu, variance } = model.leaveOneOut();
    const diagonal = X.map((_, i) => {
      const column = forward(
        l,
        X.map((__, e) => (e === i ? 1 : 0)),
      );
      return dot(column, column);
    });
    expect(
      worstError(
        variance,
        diagonal.map((p) => 1 / p),
      ),
    ).toBeLessThan(1e-11);
    expect(
      worstError(
        mu,
        y.map((v, i) => v - alpha[i]! / diagonal[i]!),
      ),
    ).toBeLessThan(1e-10);
  });

  it("appending half of the points gives the model of all", () => {
    using whole = factorizedModel(options);
    const half = Math.ceil(n / 2);
    using model = factorizedModel({
      ...options,
      X: X.slice(0, half),
      y: [y.slice(0, half)],
      capacity: n,
    });
    const old = everything(model);
    const rest = {
      x: Float64Array.from(X.slice(half).flat()),
      y: Float64Array.from(y.slice(half)),
    };
    if (n > half) expect(model.append({ n: n - half, ...rest, noise: null })).toBe(true);
    expect(worstError(everything(model), everything(whole))).toBeLessThan(1e-9);
    // And forgetting them gives the first half back, to the bit.
    expect(core().gp_truncate(model.pointer, half)).toBe(0);
    expect(everything(model)).toEqual(old);
  });
});

const probe = Float64Array.from(points(10, d, 3).flat());

/** Values and gradients at ten points, and the likelihood. */
function everything(model: Model): Float64Array {
  const g = model.posteriorGradient(probe, 0);
  const parts = [g.mean, g.variance, g.meanGradient, g.varianceGradient];
  return Float64Array.of(...parts.flatMap((part) => [...part]), model.logMarginalLikelihood);
}

it("refuses what does not fit, with the argument's position", () => {
  using model = factorizedModel({ kernel, X: points(4, d), y: [[1, 2, 3, 4]], noise });
  const {
    gp_append,
    gp_factorize,
    gp_model_copy,
    gp_model_points,
    gp_model_set_data,
    gp_truncate,
  } = core();
  withScratch((s) => {
    const [x, y] = [s.copyIn(probe), s.copyIn(probe)];
    expect(gp_append(model.pointer, 1, x, y, 0)).toBe(-2);
    expect(gp_model_set_data(model.pointer, 5, x, y, 0)).toBe(-2);
    expect(gp_truncate(model.pointer, 5)).toBe(-2);
    expect(gp_truncate(model.pointer, 0)).toBe(-2);
    expect(gp_factorize(model.pointer, s.copyIn([0, 0, Number.NaN, 0]), 0)).toBe(-2);
    expect(core().gp_output_gradient(model.pointer, 1, x, 1, y, y, y, y)).toBe(-2);
    using small = factorizedModel({ kernel, X: points(3, d), y: [[1, 2, 3]], noise });
    expect(gp_model_copy(small.pointer, model.pointer)).toBe(-1);
    expect(gp_model_points(small.pointer)).toBe(3);
    expect(read(core().gp_model_means(model.pointer) >>> 0, 1)).toEqual(Float64Array.of(0));
  });
});
