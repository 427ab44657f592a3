import { describe, expect, it } from "vitest";
import { cosine, GaussianProcess, logNormalPrior, matern52 } from "../../src/gp/index.js";
import { liveBlocks, points, smooth } from "../support/gp-model.js";
import { hartmann6 } from "../support/objectives.js";

const X = points(40, 3);
const y = X.map(smooth);

describe("fit", () => {
  it("ends where the objective is flat", () => {
    using gp = new GaussianProcess({ kernel: matern52(), noise: "infer" }).fit(X, y);
    expect(gp.report.converged).toBe(true);
    expect(gp.report.searches).toBe(1);
    expect(gp.warnings).toEqual([]);
    using again = new GaussianProcess({ kernel: matern52(), noise: "infer" }).fit(X, y);
    again.fit(X, y, { start: "previous" });
    expect(again.report.objective).toBeGreaterThanOrEqual(gp.report.objective - 1e-7);
    expect(again.report.evaluations).toBeLessThan(gp.report.evaluations / 2);
  });

  it("keeps the hyperparameters of the start with no iterations", () => {
    using gp = new GaussianProcess({ kernel: matern52({ lengthscale: 0.3 }) });
    gp.fit(X, y, { maxIterations: 0 });
    expect(gp.hyperparameters.kernel["lengthscale[1]"]).toBeCloseTo(0.3, 14);
    expect(gp.hyperparameters.noise).toBeCloseTo(Math.exp(-5), 14);
    expect(gp.warnings).toEqual([]);
  });

  it("starts from given hyperparameters", () => {
    using gp = new GaussianProcess({ kernel: matern52() }).fit(X, y);
    using twin = new GaussianProcess({ kernel: matern52() });
    twin.fit(X, y, { start: gp.hyperparameters, maxIterations: 0 });
    expect(twin.report.objective).toBeCloseTo(gp.report.objective, 12);
    expect(twin.predict(X).mean[3]).toBeCloseTo(gp.predict(X).mean[3]!, 10);
    const { kernel, noise } = gp.hyperparameters;
    const lacking = { kernel: { "lengthscale[0]": 1 }, noise };
    expect(() => twin.fit(X, y, { start: lacking })).toThrow(/start\.kernel\.lengthscale\[1\]/);
    expect(() => twin.fit(X, y, { start: { kernel, noise: 0 } })).toThrow(/start\.noise/);
    using exact = new GaussianProcess({ kernel: matern52(), noise: "none" });
    exact.fit(X, y, { start: gp.hyperparameters, maxIterations: 0 });
    expect(exact.hyperparameters.noise).toBeCloseTo(1e-6, 18);
  });

  it("keeps the best of several searches", () => {
    const Z = points(30, 6);
    const values = Z.map(hartmann6);
    const fit = (searches: number) => {
      using gp = new GaussianProcess({ noise: "infer" }).fit(Z, values, { searches });
      return gp.report;
    };
    const [one, five] = [fit(1), fit(5)];
    expect(five.searches).toBe(5);
    expect(five.objective).toBeGreaterThanOrEqual(one.objective);
    expect(fit(5)).toEqual(five);
  });

  it("starts again from the priors where the first start has no covariance matrix", () => {
    // In two dimensions a cosine is no covariance: it needs noise to lift its least eigenvalue.
    const corners = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
      [0.4, 0.6],
    ];
    const noise = { prior: logNormalPrior(1, 0.5), bounds: [1e-6, 100] as const, initial: 1e-6 };
    const gp = new GaussianProcess({ kernel: cosine(), noise });
    gp.fit(corners, [1, 2, 0, 4, 3]);
    expect(gp.report.searches).toBeGreaterThan(1);
    expect(gp.report.searches).toBeLessThanOrEqual(5);
    expect(gp.report.converged).toBe(true);
    expect(gp.hyperparameters.noise).toBeGreaterThan(0.01);
    gp.dispose();
  });

  it("says where it ended at a limit", () => {
    using gp = new GaussianProcess().fit(X, y, { maxIterations: 1 });
    expect(gp.report.converged).toBe(false);
    expect(gp.warnings).toMatchObject([{ code: "NOT_CONVERGED" }]);
    using hurried = new GaussianProcess().fit(X, y, { timeBudget: 0 });
    expect(hurried.report.evaluations).toBeLessThanOrEqual(2);
    expect(hurried.warnings).toMatchObject([{ code: "NOT_CONVERGED" }]);
    expect(hurried.predict(X).mean).toHaveLength(40);
  });

  it.each([1, 2, 5, 12])("ends after %i evaluations, with the best of them", (maxEvaluations) => {
    using gp = new GaussianProcess().fit(X, y, { maxEvaluations });
    expect(gp.report.evaluations).toBe(maxEvaluations);
    expect(gp.warnings).toMatchObject([{ code: "NOT_CONVERGED" }]);
    using free = new GaussianProcess().fit(X, y);
    using fewer = new GaussianProcess().fit(X, y, { maxEvaluations: maxEvaluations - 1 || 1 });
    expect(free.report.evaluations).toBeGreaterThan(12);
    expect(gp.report.objective).toBeLessThan(free.report.objective);
    expect(gp.report.objective).toBeGreaterThanOrEqual(fewer.report.objective);
    using several = new GaussianProcess().fit(X, y, { maxEvaluations, searches: 3 });
    expect(several.report.evaluations).toBe(maxEvaluations);
  });

  it("throws the reason of a signal, and leaves nothing behind", () => {
    const before = liveBlocks();
    const gp = new GaussianProcess();
    const reason = new Error("enough");
    expect(() => gp.fit(X, y, { signal: AbortSignal.abort(reason) })).toThrow(reason);
    // A signal that fires while the fit runs.
    let questions = 0;
    const signal = {
      get aborted() {
        return ++questions > 5;
      },
      throwIfAborted() {
        if (questions > 5) throw reason;
      },
    } as AbortSignal;
    expect(() => gp.fit(X, y, { signal })).toThrow(reason);
    expect(liveBlocks()).toBe(before);
  });

  it("refuses options that make no sense", () => {
    const gp = new GaussianProcess();
    expect(() => gp.fit(X, y, { maxIterations: -1 })).toThrow(/maxIterations/);
    expect(() => gp.fit(X, y, { searches: 0 })).toThrow(/searches/);
    expect(() => gp.fit(X, y, { timeBudget: Number.NaN })).toThrow(/timeBudget/);
    expect(() => gp.fit(X, y, { maxEvaluations: 0 })).toThrow(/maxEvaluations/);
    expect(() => gp.fit(X, y, { start: "nowhere" as "prior" })).toThrow(/start/);
    expect(() => gp.fit(X, y, { seed: 0.5 })).toThrow(/seed/);
  });
});
