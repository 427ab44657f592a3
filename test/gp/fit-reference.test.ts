/** Fitted models against BoTorch's fit_gpytorch_mll. */
import { afterAll, describe, expect, it } from "vitest";
import {
  GaussianProcess,
  type GaussianProcessOptions,
  gammaPrior,
  matern52,
  mixed,
  rbf,
  scale,
} from "../../src/gp/index.js";
import { worstError } from "../support/gp-model.js";
import { describeReference } from "../support/reference.js";

const legacy = scale(
  matern52({ prior: gammaPrior(3, 6), lengthscale: Math.LN2, bounds: [1e-5, 1e3] }),
  { prior: gammaPrior(2, 0.15), outputscale: Math.LN2 },
);

const models: Record<string, GaussianProcessOptions> = {
  default_rbf_dimscaled: { kernel: rbf(), noise: "infer" },
  matern52_dimscaled: { kernel: matern52(), noise: "infer" },
  legacy_matern52_gamma: {
    kernel: legacy,
    noise: { prior: gammaPrior(1.1, 0.05), bounds: [1e-4, 100], initial: 2 },
  },
};

const unitCube = (d: number) => Array.from({ length: d }, () => [0, 1] as const);

/** BoTorch's hyperparameters in our order. */
function theirs(hyper: Record<string, number | number[] | number[][]>): number[] {
  const find = (end: string) => Object.entries(hyper).find(([name]) => name.endsWith(end))?.[1];
  const outputscale = find("outputscale");
  const lengthscale = (find("lengthscale") as number[][]).flat();
  const noise = (find("noise") as number[])[0]!;
  const mean = find("constant") as number;
  return [
    ...lengthscale,
    ...(outputscale === undefined ? [] : [outputscale as number]),
    noise,
    mean,
  ];
}

describeReference("gp", (data) => {
  describe.each(["branin", "hartmann6", "levy4", "ackley10"])("%s", (problem) => {
    const { X_unit, y, Xt, ...cases } = data.fitted_default_models[problem];
    const bounds = unitCube(X_unit[0].length);
    describe.each(Object.keys(models))("%s", (name) => {
      const { initial, fitted, post_mean, post_var } = cases[name];
      const gp = new GaussianProcess({ ...models[name]!, bounds }).fit(X_unit, y);
      const difference = gp.report.objective - fitted.mll_per_point_with_priors;
      afterAll(() => gp.dispose());

      it("starts at the same objective", () => {
        const atStart = new GaussianProcess({ ...models[name]!, bounds, mean: meanOf(y) });
        using start = atStart.fit(X_unit, y, { maxIterations: 0 });
        const error = start.report.objective - initial.mll_per_point_with_priors;
        expect(Math.abs(error)).toBeLessThan(1e-8);
        expect(Math.abs(start.logMarginalLikelihood - initial.lml)).toBeLessThan(
          1e-8 * Math.abs(initial.lml),
        );
      });

      it("ends at no lower an objective", () => {
        expect(difference).toBeGreaterThan(-1e-4);
      });

      it("has the same hyperparameters and predictions where the objectives agree", () => {
        if (Math.abs(difference) > 1e-6) return;
        const { kernel, noise, mean } = gp.hyperparameters;
        const ours = [...Object.values(kernel), noise, ...mean];
        theirs(fitted.hyper).forEach((value, i) => {
          expect(Math.abs(ours[i]! - value)).toBeLessThan(1e-2 * Math.max(Math.abs(value), 0.01));
        });
        const { mean: predicted, variance } = gp.predict(Xt);
        expect(worstError(predicted, post_mean)).toBeLessThan(1e-2);
        expect(worstError(variance, post_var)).toBeLessThan(1e-2);
      });
    });
  });
});

describeReference("gp", (data) => {
  it("fitted_structured_models.mixed_cat_dim2", () => {
    const { X, y, Xt, fitted, post_mean, post_var } = data.fitted_structured_models.mixed_cat_dim2;
    const kernel = mixed({ continuous: [0, 1], categorical: [2] });
    const bounds = unitCube(3);
    using gp = new GaussianProcess({ kernel, noise: "infer", bounds }).fit(X, y);
    const difference = gp.report.objective - fitted.mll_per_point_with_priors;
    expect(difference).toBeGreaterThan(-1e-4);
    const { mean, variance } = gp.predict(Xt);
    expect(worstError(mean, post_mean.flat())).toBeLessThan(1e-2);
    expect(worstError(variance, post_var.flat())).toBeLessThan(1e-2);
  });
});

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
