/**
 * Against scikit-learn, whose numbers lie beside the script that makes them; where scikit-learn is
 * at hand the script runs again.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  GaussianProcess,
  type Kernel,
  matern12,
  matern32,
  matern52,
  rationalQuadratic,
  rbf,
  scale,
} from "../../src/gp/index.js";
import { Model } from "../../src/gp/model.js";
import { parametersOf, worstError } from "../support/gp-model.js";

const folder = new URL("../reference/", import.meta.url);
const data = JSON.parse(readFileSync(new URL("gaussian-process.json", folder), "utf8"));
const { X, y, Z, lengthscale, outputscale, noise } = data;

const kernels: Record<string, Kernel> = {
  rbf: rbf({ lengthscale }),
  matern12: matern12({ lengthscale }),
  matern32: matern32({ lengthscale }),
  matern52: matern52({ lengthscale }),
  rationalQuadratic: rationalQuadratic({ lengthscale: 0.6, ard: false, alpha: 0.8 }),
};

const bounds = [0, 1, 2].map(() => [0, 1] as const);

describe.each(Object.entries(kernels))("%s", (name, base) => {
  const expected = data.fixed[name];
  const kernel = scale(base, { outputscale });

  it("likelihood and predictions", () => {
    const options = { kernel, noise, bounds, mean: 0, standardize: false };
    using gp = new GaussianProcess(options).fit(X, y, { maxIterations: 0 });
    expect(worstError([gp.logMarginalLikelihood], [expected.likelihood])).toBeLessThan(1e-11);
    const { mean, covariance } = gp.predictJoint(Z, { observationNoise: true });
    expect(worstError(mean, expected.mean)).toBeLessThan(1e-10);
    expect(worstError(covariance, expected.noisy_covariance.flat())).toBeLessThan(1e-10);
  });

  it("gradient of the likelihood", () => {
    using model = new Model(kernel, X.length, 3, 1);
    const [x, targets] = [Float64Array.from(X.flat()), Float64Array.from(y)];
    model.setData({ n: X.length, x, y: targets, noise: null });
    const gradient = new Float64Array(model.program.parameters.length + 1);
    model.likelihood(parametersOf(model, noise), false, gradient);
    // Ours by name: lengthscales, alpha, outputscale, noise.
    const ours: Record<string, number[]> = { k2__noise_level: [gradient.at(-1)!] };
    model.program.parameters.forEach(({ name: own }, i) => {
      const theirs = own.includes("lengthscale")
        ? "k1__k2__length_scale"
        : own.includes("alpha")
          ? "k1__k2__alpha"
          : "k1__k1__constant_value";
      ours[theirs] = [...(ours[theirs] ?? []), gradient[i]!];
    });
    const inTheirOrder = [...new Set<string>(expected.hyperparameters)].flatMap((h) => ours[h]!);
    expect(worstError(inTheirOrder, expected.gradient)).toBeLessThan(1e-10);
  });
});

it("maximum likelihood in a box ends where scikit-learn's best of eight searches does", () => {
  const { fitted } = data;
  const options = {
    kernel: matern52({ lengthscale: 0.5, prior: null, bounds: [0.05, 20] }),
    noise: { prior: null, bounds: [1e-5, 1] as const, initial: 0.01 },
    mean: 0,
    standardize: false,
    bounds,
  };
  using gp = new GaussianProcess(options).fit(X, y);
  expect(gp.logMarginalLikelihood).toBeGreaterThan(fitted.likelihood - 1e-5);
  const found = [...Object.values(gp.hyperparameters.kernel), gp.hyperparameters.noise];
  [...fitted.lengthscale, fitted.noise].forEach((value, i) => {
    expect(Math.abs(Math.log(found[i]! / value))).toBeLessThan(0.01);
  });
  expect(worstError(gp.predict(Z).mean, fitted.mean)).toBeLessThan(1e-3);
});

describe.each([0, 1])("hardly any noise, against 80-bit arithmetic: case %i", (index) => {
  const { X: points, y: values, Z: queries, cases } = data.nearly_singular;
  const expected = cases[index];

  it(`noise ${expected.noise}`, () => {
    const options = { kernel: rbf({ lengthscale: 0.5 }), mean: 0, standardize: false };
    const square = [0, 1].map(() => [0, 1] as const);
    using gp = new GaussianProcess({ ...options, noise: expected.noise, bounds: square });
    const p = gp.fit(points, values, { maxIterations: 0 }).predict(queries, { gradients: true });
    expect(worstError(p.mean, expected.mean)).toBeLessThan(2e-11);
    expect(worstError(p.meanGradient, expected.mean_gradient.flat())).toBeLessThan(5e-10);
    expect(worstError(p.varianceGradient, expected.variance_gradient.flat())).toBeLessThan(1e-12);
    // Variances down to 6e-9 of the prior's keep at least six digits.
    p.variance.forEach((v, i) => {
      expect(Math.abs(v / expected.variance[i] - 1)).toBeLessThan(1e-6);
    });
  });
});

const python = "/usr/bin/python3";
const present = spawnSync(python, ["-c", "import sklearn"]).status === 0;

it.skipIf(!present)(
  "the script still gives these numbers",
  () => {
    const script = fileURLToPath(new URL("generate-gaussian-process.py", folder));
    const { stdout, status } = spawnSync(python, [script], { encoding: "utf8" });
    expect(status).toBe(0);
    const fresh = JSON.parse(stdout);
    expect(fresh.X).toEqual(X);
    for (const name of Object.keys(kernels)) {
      const [now, then] = [fresh.fixed[name], data.fixed[name]];
      expect(worstError([now.likelihood], [then.likelihood])).toBeLessThan(1e-10);
      expect(worstError(now.gradient, then.gradient)).toBeLessThan(1e-9);
      expect(worstError(now.noisy_covariance.flat(), then.noisy_covariance.flat())).toBeLessThan(
        1e-9,
      );
    }
    expect(worstError([fresh.fitted.likelihood], [data.fitted.likelihood])).toBeLessThan(1e-5);
  },
  60_000,
);
