import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DisposedError, InputError, StateError } from "../../src/errors.js";
import { GaussianProcess, matern52, rbf, scale, sum } from "../../src/gp/index.js";
import { differences, liveBlocks, points, smooth, worstError } from "../support/gp-model.js";

const X = points(25, 3);
const y = X.map(smooth);
const Xnew = points(7, 3, 5);
const unit = (d: number) => Array.from({ length: d }, () => [0, 1] as const);

let before = 0;
beforeEach(() => {
  before = liveBlocks();
});
afterEach(() => {
  expect(liveBlocks()).toBe(before);
});

describe("closed forms", () => {
  const options = {
    kernel: rbf({ lengthscale: 1 }),
    bounds: unit(1),
    mean: 0,
    standardize: false,
    noise: 0.1,
  };
  const k = (a: number, b: number) => Math.exp(-0.5 * (a - b) ** 2);

  it("one point", () => {
    using gp = new GaussianProcess(options).fit([[0.3]], [2], { maxIterations: 0 });
    const { mean, variance } = gp.predict([[0.7]]);
    const c = k(0.3, 0.7);
    expect(mean[0]).toBeCloseTo((c * 2) / 1.1, 14);
    expect(variance[0]).toBeCloseTo(1 - (c * c) / 1.1, 14);
    const lml = -0.5 * (4 / 1.1 + Math.log(1.1) + Math.log(2 * Math.PI));
    expect(gp.logMarginalLikelihood).toBeCloseTo(lml, 13);
  });

  it("two points, jointly predicted at two", () => {
    using gp = new GaussianProcess(options).fit([[0.2], [0.9]], [1, -0.5], { maxIterations: 0 });
    const [b, s] = [k(0.2, 0.9), 1.1];
    const det = s * s - b * b;
    const inverse = (v: number[]) => [(s * v[0]! - b * v[1]!) / det, (s * v[1]! - b * v[0]!) / det];
    const cross = (x: number) => [k(x, 0.2), k(x, 0.9)];
    const inner = (u: number[], v: number[]) => u[0]! * v[0]! + u[1]! * v[1]!;
    const test = [0.4, 1.5];
    const { mean, covariance } = gp.predictJoint(test.map((x) => [x]));
    test.forEach((x, i) => {
      expect(mean[i]).toBeCloseTo(inner(cross(x), inverse([1, -0.5])), 13);
      test.forEach((z, j) => {
        const want = k(x, z) - inner(cross(x), inverse(cross(z)));
        expect(covariance[2 * i + j]).toBeCloseTo(want, 13);
      });
    });
    const fit = inner([1, -0.5], inverse([1, -0.5]));
    expect(gp.logMarginalLikelihood).toBeCloseTo(
      -0.5 * (fit + Math.log(det) + 2 * Math.log(2 * Math.PI)),
      13,
    );
  });

  it("the fitted mean is 1ᵀK⁻¹y / 1ᵀK⁻¹1", () => {
    const { mean: _, ...free } = options;
    using gp = new GaussianProcess(free).fit([[0.2], [0.9], [0.95]], [1, -0.5, 3], {
      maxIterations: 0,
    });
    using shifted = new GaussianProcess({ ...options, mean: gp.hyperparameters.mean[0]! + 1e-4 });
    shifted.fit([[0.2], [0.9], [0.95]], [1, -0.5, 3], { maxIterations: 0 });
    const drop = gp.logMarginalLikelihood - shifted.logMarginalLikelihood;
    // At the optimum the likelihood is flat: the drop is of second order.
    expect(drop).toBeGreaterThan(0);
    expect(drop).toBeLessThan(1e-7);
  });
});

describe("units", () => {
  it("predicts the same whatever units the data comes in", () => {
    using plain = new GaussianProcess({ bounds: unit(3) }).fit(X, y);
    const scales = [1e-3, 40, 1e6];
    const move = (x: readonly number[]) => x.map((v, j) => v * scales[j]! - 5);
    const bounds = scales.map((s) => [-5, s - 5] as const);
    using other = new GaussianProcess({ bounds }).fit(
      X.map(move),
      y.map((v) => 300 * v - 7e4),
    );
    const a = plain.predict(Xnew);
    const b = other.predict(Xnew.map(move));
    expect(
      worstError(
        b.mean.map((v) => (v + 7e4) / 300),
        a.mean,
      ),
    ).toBeLessThan(1e-6);
    expect(
      worstError(
        b.variance.map((v) => v / 9e4),
        a.variance,
      ),
    ).toBeLessThan(1e-6);
  });

  it("scales inputs by their range unless bounds are given", () => {
    using ranged = new GaussianProcess().fit(X, y);
    const bounds = [0, 1, 2].map((j) => {
      const column = X.map((x) => x[j]!);
      return [Math.min(...column), Math.max(...column)] as const;
    });
    using bounded = new GaussianProcess({ bounds }).fit(X, y);
    expect(ranged.predict(Xnew)).toEqual(bounded.predict(Xnew));
  });

  it("takes points as arrays or as one Float64Array", () => {
    using a = new GaussianProcess().fit(X, y);
    using b = new GaussianProcess().fit(Float64Array.from(X.flat()), Float64Array.from(y));
    expect(b.predict(Float64Array.from(Xnew.flat()))).toEqual(a.predict(Xnew));
  });

  it("gives gradients in natural units", () => {
    const far = X.map((x) => x.map((v) => 30 * v + 2));
    using gp = new GaussianProcess({ kernel: matern52() }).fit(
      far,
      y.map((v) => 5 * v),
    );
    const at = [12, 21, 7];
    const { meanGradient, varianceGradient } = gp.predict([at], { gradients: true });
    const mean = differences((x) => gp.predict([Array.from(x)]).mean[0]!, at);
    const variance = differences((x) => gp.predict([Array.from(x)]).variance[0]!, at);
    expect(worstError(meanGradient, mean)).toBeLessThan(1e-7);
    expect(worstError(varianceGradient, variance)).toBeLessThan(1e-7);
  });

  it("adds the noise to what is observed", () => {
    using gp = new GaussianProcess({ noise: 0.25 }).fit(X, y);
    const f = gp.predict(Xnew).variance;
    const observed = gp.predict(Xnew, { observationNoise: true }).variance;
    expect(
      worstError(
        observed,
        f.map((v) => v + 0.25),
      ),
    ).toBeLessThan(1e-12);
    const { covariance } = gp.predictJoint(Xnew, { observationNoise: true });
    expect(covariance[8]! - gp.predictJoint(Xnew).covariance[8]!).toBeCloseTo(0.25, 12);
    using known = new GaussianProcess({ noise: y.map(() => 0.1) }).fit(X, y);
    expect(() => known.predict(Xnew, { observationNoise: true })).toThrow(InputError);
  });
});

describe("several outputs", () => {
  const Y = X.map((x, i) => [y[i]!, 10 * x[0]! - x[2]!]);

  it("are predicted as by one model each at the same hyperparameters", () => {
    const options = { kernel: matern52({ lengthscale: 0.6 }), noise: "none" as const };
    const fixed = { maxIterations: 0 };
    using both = new GaussianProcess(options).fit(X, Y, fixed);
    const together = both.predict(Xnew, { gradients: true });
    expect(both.predict(Xnew).mean).toEqual(together.mean);
    for (const t of [0, 1]) {
      using one = new GaussianProcess(options).fit(
        X,
        Y.map((row) => row[t]!),
        fixed,
      );
      const alone = one.predict(Xnew, { gradients: true });
      for (let i = 0; i < Xnew.length; i++) {
        expect(together.mean[2 * i + t]).toBeCloseTo(alone.mean[i]!, 11);
        expect(together.variance[2 * i + t]).toBeCloseTo(alone.variance[i]!, 11);
        for (let j = 0; j < 3; j++) {
          const [wide, narrow] = [(2 * i + t) * 3 + j, i * 3 + j];
          expect(together.meanGradient[wide]).toBeCloseTo(alone.meanGradient[narrow]!, 9);
          expect(together.varianceGradient[wide]).toBeCloseTo(alone.varianceGradient[narrow]!, 9);
        }
      }
      expect(both.leaveOneOut().mean[2 * 3 + t]).toBeCloseTo(one.leaveOneOut().mean[3]!, 10);
    }
  });

  it("share hyperparameters that suit both", () => {
    using gp = new GaussianProcess().fit(X, Y);
    expect(gp.hyperparameters.mean).toHaveLength(2);
    const { mean } = gp.predict(X);
    Y.forEach((row, i) => {
      expect(Math.abs(mean[2 * i]! - row[0]!)).toBeLessThan(0.1);
      expect(Math.abs(mean[2 * i + 1]! - row[1]!)).toBeLessThan(0.1);
    });
  });
});

describe("condition", () => {
  it("equals a rebuild with the same hyperparameters, and leaves the first as it was", () => {
    using gp = new GaussianProcess({ kernel: matern52() }).fit(X.slice(0, 18), y.slice(0, 18));
    const old = gp.predict(Xnew);
    using some = gp.condition(X.slice(18, 24), y.slice(18, 24));
    using all = some.condition(X[24]!, y[24]!);
    const saved = all.toJSON();
    using rebuilt = GaussianProcess.from({ ...saved, state: { ...saved.state!, blocks: [25] } });
    const [a, b] = [all.predictJoint(Xnew), rebuilt.predictJoint(Xnew)];
    expect(worstError(a.mean, b.mean)).toBeLessThan(1e-9);
    expect(worstError(a.covariance, b.covariance)).toBeLessThan(1e-9);
    expect(all.logMarginalLikelihood).toBeCloseTo(rebuilt.logMarginalLikelihood, 8);
    expect(worstError(all.leaveOneOut().mean, rebuilt.leaveOneOut().mean)).toBeLessThan(1e-7);
    const slopes = all.predict(Xnew, { gradients: true });
    const again = rebuilt.predict(Xnew, { gradients: true });
    expect(worstError(slopes.varianceGradient, again.varianceGradient)).toBeLessThan(1e-7);
    expect(gp.predict(Xnew)).toEqual(old);
    expect(all.hyperparameters).toEqual(gp.hyperparameters);
  });

  it("keeps known noise point by point", () => {
    const noise = y.map((_, i) => 0.01 * (1 + i));
    using gp = new GaussianProcess({ noise: noise.slice(0, 20) }).fit(
      X.slice(0, 20),
      y.slice(0, 20),
    );
    expect(() => gp.condition(X[20]!, y[20]!)).toThrow(/variances/);
    using all = gp.condition(X.slice(20), y.slice(20), noise.slice(20));
    const saved = all.toJSON();
    using rebuilt = GaussianProcess.from({ ...saved, state: { ...saved.state!, blocks: [25] } });
    expect(worstError(all.predict(Xnew).mean, rebuilt.predict(Xnew).mean)).toBeLessThan(1e-10);
  });

  it("takes a repeat of a point without noise", () => {
    using gp = new GaussianProcess({ noise: "none" }).fit(X, y);
    using repeated = gp.condition([X[0]!, X[0]!], [y[0]!, y[0]!]);
    expect(worstError(repeated.predict(Xnew).mean, gp.predict(Xnew).mean)).toBeLessThan(1e-3);
  });
});

describe("leaveOneOut", () => {
  it("is what the model without the point predicts", () => {
    const Y = X.map((x, i) => [y[i]!, x[0]! - x[2]!]);
    using gp = new GaussianProcess({ kernel: matern52(), noise: "infer" }).fit(X, Y);
    const { mean, variance, logDensity } = gp.leaveOneOut();
    const saved = gp.toJSON();
    const state = saved.state!;
    for (const i of [0, 11, 24]) {
      const without = (values: readonly number[], width: number) =>
        values.filter((_, e) => Math.floor(e / width) !== i);
      using rest = GaussianProcess.from({
        ...saved,
        state: { ...state, X: without(state.X, 3), y: without(state.y, 2), blocks: [24] },
      });
      const p = rest.predict([X[i]!], { observationNoise: true });
      for (const t of [0, 1]) {
        expect(mean[2 * i + t]).toBeCloseTo(p.mean[t]!, 9);
        expect(variance[2 * i + t]).toBeCloseTo(p.variance[t]!, 9);
        const z = (Y[i]![t]! - p.mean[t]!) ** 2 / p.variance[t]!;
        const density = -0.5 * (Math.log(2 * Math.PI * p.variance[t]!) + z);
        expect(logDensity[2 * i + t]).toBeCloseTo(density, 7);
      }
    }
  });
});

describe("life", () => {
  it("frees what a refit replaces, and everything at dispose", () => {
    const gp = new GaussianProcess().fit(X, y);
    const one = liveBlocks();
    gp.fit(X.slice(1), y.slice(1));
    expect(liveBlocks()).toBe(one);
    gp.dispose();
    gp.dispose();
    expect(() => gp.predict(Xnew)).toThrow(DisposedError);
    expect(() => gp.fit(X, y)).toThrow(DisposedError);
    expect(() => gp.modelPointer).toThrow(DisposedError);
  });

  it("needs data first", () => {
    const gp = new GaussianProcess();
    expect(() => gp.predict(Xnew)).toThrow(StateError);
    expect(() => gp.leaveOneOut()).toThrow(/fit\(X, y\) first/);
    expect(gp.toJSON().state).toBeNull();
  });

  it("keeps what it had when a fit fails", () => {
    using gp = new GaussianProcess().fit(X, y);
    const old = gp.predict(Xnew);
    expect(() => gp.fit(X, [...y.slice(1), Number.NaN])).toThrow(InputError);
    expect(() => gp.fit(X, y.slice(1))).toThrow(InputError);
    expect(gp.predict(Xnew)).toEqual(old);
  });

  it("reports hyperparameters by name", () => {
    const kernel = sum(
      scale(rbf({ activeDims: [0, 2] }), { outputscale: 2 }),
      matern52({ ard: false }),
    );
    using gp = new GaussianProcess({ kernel, noise: "none" }).fit(X, y, { maxIterations: 0 });
    expect(Object.keys(gp.hyperparameters.kernel)).toEqual([
      "kernels[0].kernel.lengthscale[0]",
      "kernels[0].kernel.lengthscale[1]",
      "kernels[0].outputscale",
      "kernels[1].lengthscale",
    ]);
    expect(gp.hyperparameters.kernel["kernels[0].outputscale"]).toBeCloseTo(2, 14);
    expect(gp.hyperparameters.noise).toBeCloseTo(1e-6, 18);
  });
});
