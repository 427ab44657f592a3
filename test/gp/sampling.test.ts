import { describe, expect, it } from "vitest";
import { DisposedError, InputError, UnsupportedError } from "../../src/errors.js";
import {
  GaussianProcess,
  type Kernel,
  linear,
  matern12,
  matern32,
  matern52,
  product,
  rationalQuadratic,
  rbf,
  scale,
  sum,
} from "../../src/gp/index.js";
import { spectralFeatures } from "../../src/gp/spectrum.js";
import { RandomStream } from "../../src/random/index.js";
import { differences, liveBlocks, points, smooth, worstError } from "../support/gp-model.js";

const X = points(14, 2);
const y = X.map((x) => 40 + 3 * smooth(x));
const Xnew = points(4, 2, 5);
const fixed = { maxIterations: 0 };

/** Means and covariances of `count` draws at m points, row-major. */
function moments(draws: Float64Array, m: number) {
  const count = draws.length / m;
  const mean = new Float64Array(m);
  draws.forEach((v, i) => {
    mean[i % m]! += v / count;
  });
  const covariance = new Float64Array(m * m);
  for (let s = 0; s < count; s++) {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < m; j++) {
        const product = (draws[s * m + i]! - mean[i]!) * (draws[s * m + j]! - mean[j]!);
        covariance[i * m + j]! += product / (count - 1);
      }
    }
  }
  return { mean, covariance };
}

/** Draws must agree with the exact moments to `sigmas` standard errors. */
function expectMoments(
  draws: Float64Array,
  { mean, covariance }: { mean: Float64Array; covariance: Float64Array },
  sigmas = 4.5,
) {
  const m = mean.length;
  const count = draws.length / m;
  const found = moments(draws, m);
  for (let i = 0; i < m; i++) {
    const own = covariance[i * m + i]!;
    expect(Math.abs(found.mean[i]! - mean[i]!)).toBeLessThan(sigmas * Math.sqrt(own / count));
    for (let j = 0; j < m; j++) {
      const other = covariance[j * m + j]!;
      const both = covariance[i * m + j]!;
      const error = Math.sqrt((own * other + both * both) / count);
      expect(Math.abs(found.covariance[i * m + j]! - both)).toBeLessThan(sigmas * error);
    }
  }
}

describe("sample", () => {
  it("has the moments of the joint posterior", () => {
    using gp = new GaussianProcess({ kernel: matern52(), noise: 0.2 }).fit(X, y, fixed);
    expectMoments(gp.sample(Xnew, 4000, { seed: 3 }), gp.predictJoint(Xnew));
    const noisy = { observationNoise: true };
    expectMoments(gp.sample(Xnew, 4000, { seed: 4, ...noisy }), gp.predictJoint(Xnew, noisy));
  });

  it("gives each output its own draws, count × m × k", () => {
    const Y = y.map((v, i) => [v, -5 * i]);
    using gp = new GaussianProcess().fit(X, Y, fixed);
    const draws = gp.sample(Xnew, 4000, { seed: 1 });
    const joint = gp.predictJoint(Xnew);
    for (const t of [0, 1]) {
      const mean = joint.mean.filter((_, i) => i % 2 === t);
      const covariance = joint.covariance.slice(16 * t, 16 * t + 16);
      expectMoments(
        draws.filter((_, i) => i % 2 === t),
        { mean, covariance },
      );
    }
  });

  it("is a function of the seed", () => {
    using gp = new GaussianProcess().fit(X, y);
    expect(gp.sample(Xnew, 3)).toEqual(gp.sample(Xnew, 3, { seed: 0 }));
    expect(gp.sample(Xnew, 3, { seed: 1 })).not.toEqual(gp.sample(Xnew, 3, { seed: 2 }));
  });

  it("draws at training points and at repeats, where the covariance is singular", () => {
    using gp = new GaussianProcess({ noise: "none" }).fit(X, y);
    const draw = gp.sample([...X, X[0]!, Xnew[0]!, Xnew[0]!], 1);
    const spread = Math.max(...y) - Math.min(...y);
    y.forEach((v, i) => {
      expect(Math.abs(draw[i]! - v)).toBeLessThan(0.02 * spread);
    });
    expect(Math.abs(draw[15]! - draw[16]!)).toBeLessThan(0.02 * spread);
  });

  it("refuses a count that is none", () => {
    using gp = new GaussianProcess().fit(X, y);
    expect(() => gp.sample(Xnew, 0)).toThrow(InputError);
    expect(() => gp.sample(Xnew, 1.5)).toThrow(/count/);
  });
});

const stationary: Record<string, Kernel> = {
  rbf: rbf({ lengthscale: [0.3, 0.8] }),
  "matern12, scaled": scale(matern12({ lengthscale: 0.9 }), { outputscale: 2 }),
  matern32: matern32({ lengthscale: 0.5, ard: false }),
  matern52: matern52({ lengthscale: [0.7, 0.4] }),
  rationalQuadratic: rationalQuadratic({ lengthscale: 0.6, alpha: 0.7 }),
  "a sum": sum(
    rbf({ lengthscale: 0.3 }),
    scale(matern52({ activeDims: [1] }), { outputscale: 0.5 }),
  ),
  "a product": product(rbf({ activeDims: [0] }), matern32({ activeDims: [1], lengthscale: 0.4 })),
};

describe.each(Object.entries(stationary))("samplePath with %s", (_, kernel) => {
  it("has features whose covariance is the kernel", () => {
    // Exact on average: 60,000 features leave an error of about 1 / √60,000.
    using gp = new GaussianProcess({ kernel, mean: 0, standardize: false, noise: 1e12 });
    gp.fit(X, y, fixed);
    const prior = gp.predictJoint(Xnew).covariance;
    const values = new Map(Object.entries(gp.hyperparameters.kernel));
    const bounds = [0, 1].map((j) => {
      const column = X.map((x) => x[j]!);
      return [Math.min(...column), Math.max(...column)] as const;
    });
    const features = spectralFeatures(kernel, values, 2, 60_000, new RandomStream(7));
    const { omega, amplitudes } = features;
    for (let a = 0; a < 4; a++) {
      for (let b = 0; b < 4; b++) {
        let total = 0;
        for (let f = 0; f < amplitudes.length; f++) {
          let angle = 0;
          for (let j = 0; j < 2; j++) {
            const width = bounds[j]![1] - bounds[j]![0];
            angle += (omega[2 * f + j]! * (Xnew[a]![j]! - Xnew[b]![j]!)) / width;
          }
          total += amplitudes[f]! ** 2 * Math.cos(angle);
        }
        expect(Math.abs(total - prior[4 * a + b]!)).toBeLessThan(0.04);
      }
    }
  });

  it("goes near the data, and its gradient is its slope", () => {
    using gp = new GaussianProcess({ kernel, noise: "none" }).fit(X, y, fixed);
    using path = gp.samplePath({ seed: 5 });
    const spread = Math.max(...y) - Math.min(...y);
    path.evaluate(X).forEach((v, i) => {
      expect(Math.abs(v - y[i]!)).toBeLessThan(0.05 * spread);
    });
    const { value, gradient } = path.evaluateWithGradient(Xnew);
    expect(worstError(value, path.evaluate(Xnew))).toBe(0);
    Xnew.forEach((x, i) => {
      const slope = differences((z) => path.evaluate([Array.from(z)])[0]!, x, 1e-6);
      expect(worstError(gradient.slice(2 * i, 2 * i + 2), slope)).toBeLessThan(1e-4);
    });
  });
});

describe("samplePath", () => {
  it("has the moments of the posterior over many seeds", () => {
    using gp = new GaussianProcess({ kernel: matern52(), noise: 0.2 }).fit(X, y, fixed);
    const count = 600;
    const draws = new Float64Array(count * 4);
    for (let seed = 0; seed < count; seed++) {
      using path = gp.samplePath({ seed, features: 256 });
      draws.set(path.evaluate(Xnew), 4 * seed);
    }
    expectMoments(draws, gp.predictJoint(Xnew));
  });

  it("draws any output", () => {
    const Y = y.map((v, i) => [v, -5 * i]);
    using gp = new GaussianProcess({ noise: "none" }).fit(X, Y, fixed);
    using path = gp.samplePath({ output: 1 });
    path.evaluate(X).forEach((v, i) => {
      expect(Math.abs(v + 5 * i)).toBeLessThan(3);
    });
    expect(() => gp.samplePath({ output: 2 })).toThrow(/output/);
  });

  it("says which kernels it cannot draw", () => {
    using gp = new GaussianProcess({ kernel: sum(rbf(), linear()) }).fit(X, y, fixed);
    expect(() => gp.samplePath()).toThrow(UnsupportedError);
    expect(() => gp.samplePath()).toThrow(/linear.*sample\(\)/);
  });

  it("ends with its model and frees its memory", () => {
    const before = liveBlocks();
    const gp = new GaussianProcess().fit(X, y);
    const path = gp.samplePath();
    gp.fit(X, y);
    expect(() => path.evaluate(Xnew)).toThrow(DisposedError);
    path.dispose();
    expect(() => path.evaluate(Xnew)).toThrow(DisposedError);
    gp.dispose();
    expect(liveBlocks()).toBe(before);
  });
});
