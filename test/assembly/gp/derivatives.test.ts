/** Every analytic gradient of assembly/gp against central differences. */
import { describe, expect, it } from "vitest";
import { core, memoryDoubles } from "../../../src/core/index.js";
import {
  type Kernel,
  linear,
  matern32,
  matern52,
  periodic,
  product,
  rationalQuadratic,
  rbf,
  scale,
  sum,
} from "../../../src/gp/kernels/index.js";
import type { Model } from "../../../src/gp/model.js";
import {
  differences,
  factorizedModel,
  liveBlocks,
  output,
  points,
  smooth,
  worstError,
} from "../../support/gp-model.js";

const kernels: Record<string, Kernel> = {
  "scaled Matérn 5/2": scale(matern52({ lengthscale: [0.4, 0.7, 1.1] }), { outputscale: 1.7 }),
  "shared Matérn 3/2": matern32({ lengthscale: 0.6, ard: false }),
  "RBF plus linear": sum(rbf({ lengthscale: 0.5 }), linear({ variance: 0.3 })),
  "periodic times rational quadratic": product(
    periodic({ activeDims: [0], period: 0.8 }),
    rationalQuadratic({ activeDims: [1, 2], lengthscale: 0.7 }),
  ),
};

const X = points(23, 3);
const y = [X.map(smooth), X.map((x) => smooth(x.slice(1)) - 2 * x[0]!)];
const test = Float64Array.from(points(5, 3, 9).flat());

describe.each(Object.entries(kernels))("%s", (_, kernel) => {
  const options = { kernel, X, y, noise: 0.03, mean: 0.4 };

  const likelihood = (model: Model, parameters: Float64Array, profile = 0) =>
    output(1, (s, value) =>
      core().gp_likelihood(model.pointer, s.copyIn(parameters), profile, value, 0),
    )[0]!;

  it("likelihood of two outputs in every hyperparameter and mean", () => {
    using model = factorizedModel(options);
    const { parameters } = model;
    const gradient = output(parameters.length + 2, (s, out) =>
      core().gp_likelihood(model.pointer, s.copyIn(parameters), 0, s.allocate(1), out),
    );
    const slopes = differences((p) => likelihood(model, p), parameters);
    expect(worstError(gradient.slice(0, parameters.length), slopes)).toBeLessThan(1e-6);
    const inMeans = differences((means) => {
      model.setMeans(means);
      return likelihood(model, parameters);
    }, model.means);
    expect(worstError(gradient.slice(parameters.length), inMeans)).toBeLessThan(1e-6);
  });

  it("profile likelihood: no slope in the means, and the others' slopes are its own", () => {
    using model = factorizedModel(options);
    const { parameters } = model;
    const gradient = output(parameters.length + 2, (s, out) =>
      core().gp_likelihood(model.pointer, s.copyIn(parameters), 1, s.allocate(1), out),
    );
    const slopes = differences((p) => likelihood(model, p, 1), parameters);
    const want = [...slopes, 0, 0];
    expect(worstError(gradient, want)).toBeLessThan(1e-6);
  });

  it.each([0, 1])("posterior of output %i in the points", (t) => {
    using model = factorizedModel(options);
    const { meanGradient, varianceGradient, ...values } = model.posteriorGradient(test, t);
    const single = (f: (x: Float64Array, i: number) => number) =>
      Float64Array.from({ length: 15 }, (_, e) => {
        const i = Math.floor(e / 3);
        return differences((x) => f(x, i), test)[e]!;
      });
    const means = single((x, i) => model.posterior(x).mean[t * 5 + i]!);
    const variances = single((x, i) => model.posterior(x).variance[i]!);
    expect(worstError(meanGradient, means)).toBeLessThan(1e-7);
    expect(worstError(varianceGradient, variances)).toBeLessThan(1e-7);
    const { mean, variance } = model.posterior(test);
    expect(values).toEqual({ mean: mean.subarray(5 * t, 5 * t + 5), variance });
  });

  it("pullback of the joint posterior", () => {
    using model = factorizedModel(options);
    const meanBar = Float64Array.from(points(1, 5, 3)[0]!);
    const half = points(5, 5, 4);
    const covarianceBar = half.flatMap((row, a) => row.map((v, b) => v + half[b]![a]!));
    const objective = (x: Float64Array) => {
      const { mean, covariance } = model.jointPosterior(x);
      let total = 0;
      for (let i = 0; i < 5; i++) total += meanBar[i]! * mean[i]!;
      for (let i = 0; i < 25; i++) total += covarianceBar[i]! * covariance[i]!;
      return total;
    };
    const gradient = output(15, (s, out) => {
      const [x, mean] = [s.copyIn(test), s.copyIn(meanBar)];
      const spread = s.copyIn(covarianceBar);
      memoryDoubles().fill(0, out / 8, out / 8 + 15);
      return core().gp_joint_posterior_pullback(model.pointer, x, 5, mean, spread, out);
    });
    expect(worstError(gradient, differences(objective, test))).toBeLessThan(1e-7);
  });

  it("leaves nothing behind", () => {
    const before = liveBlocks();
    factorizedModel(options).dispose();
    expect(liveBlocks()).toBe(before);
  });
});
