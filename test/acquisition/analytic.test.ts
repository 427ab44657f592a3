import { describe, expect, it } from "vitest";
import { core, read, withScratch } from "../../src/core/index.js";
import { rbf } from "../../src/gp/kernels/index.js";
import { ANALYTIC, analytic, elementwise, feasibility } from "../support/acquisition-core.js";
import { referenceModel } from "../support/acquisition-model.js";
import { differences, factorizedModel, points, smooth, worstError } from "../support/gp-model.js";
import { describeReference } from "../support/reference.js";

const relative = (a: number, b: number) => Math.abs(a - b) / Math.max(Math.abs(b), 1e-300);

describe("LogEI of a standard normal", () => {
  // ln(φ(z) + zΦ(z)) and its derivative with 60 digits (mpmath); each row z, value, slope.
  const exact = [
    [-1e6, -500000000028.55, 1000000.000002],
    [-1e4, -50000019.33961931, 10000.000199999993],
    [-100, -5010.12957880025, 100.01999400419587],
    [-41, -848.8478636172404, 41.04869379201803],
    [-39, -768.7480296928501, 39.05118136576615],
    [-20, -206.9178385094251, 20.099262811101283],
    [-5, -16.74430116266099, 5.361816241288088],
    [-1.5, -3.52993592080571, 2.2795806941564463],
    [-1, -2.4851210257126413, 1.9042712333296918],
    [-0.5, -1.6205162643873199, 1.5598731483480797],
    [0, -0.9189385332046728, 1.2533141373155003],
    [3, 1.0987396653277077, 0.3328409684517952],
  ] as const;

  it.each(exact)("z = %s", (z, value, slope) => {
    const ours = elementwise(ANALYTIC.LogEI, [z], [1], 1, 0);
    expect(relative(ours.value[0]!, value)).toBeLessThan(2e-15);
    expect(relative(ours.meanSlope[0]!, slope)).toBeLessThan(1e-12);
    expect(relative(2 * ours.varianceSlope[0]!, 1 - z * slope)).toBeLessThan(1e-11);
  });

  it("keeps value and slope finite far beyond z = −1e6, and continuous at its seams", () => {
    for (const z of [-1e7, -1e30, -1e150]) {
      const { value, meanSlope } = elementwise(ANALYTIC.LogEI, [z], [1], 1, 0);
      expect(relative(value[0]!, -0.5 * z * z)).toBeLessThan(1e-10);
      expect(relative(meanSlope[0]!, -z)).toBeLessThan(1e-10);
    }
    for (const seam of [-1, -40]) {
      const around = [seam - 1e-13, seam + 1e-13];
      const { value, meanSlope } = elementwise(ANALYTIC.LogEI, around, [1, 1], 1, 0);
      expect(relative(value[0]!, value[1]!)).toBeLessThan(1e-12);
      expect(relative(meanSlope[0]!, meanSlope[1]!)).toBeLessThan(1e-12);
    }
  });
});

describe("slopes in mean and variance", () => {
  const kinds = Object.entries(ANALYTIC);

  it.each(kinds)("%s agrees with central differences", (_, kind) => {
    for (const sign of [1, -1]) {
      for (const [mean, variance] of [
        [0.3, 0.5],
        [-2, 0.8],
        [3, 0.04],
        [1.2, 2],
      ] as const) {
        const parameter = kind === ANALYTIC.UCB ? 2 : 0.4;
        const at = (x: Float64Array) =>
          elementwise(kind, [x[0]!], [x[1]!], sign, parameter).value[0]!;
        const ours = elementwise(kind, [mean], [variance], sign, parameter);
        const theirs = differences(at, [mean, variance], 1e-6);
        const scale = Math.max(1, Math.abs(theirs[0]!), Math.abs(theirs[1]!));
        expect(Math.abs(ours.meanSlope[0]! - theirs[0]!)).toBeLessThan(1e-7 * scale);
        expect(Math.abs(ours.varianceSlope[0]! - theirs[1]!)).toBeLessThan(1e-7 * scale);
      }
    }
  });

  it("refuses an unknown kind by its position", () => {
    expect(core().acquisition_analytic(7, 0, 0, 0, 1, 0, 0, 0, 0)).toBe(-1);
    expect(core().acquisition_analytic(-1, 0, 0, 0, 1, 0, 0, 0, 0)).toBe(-1);
  });

  it("has no slope in a variance below the floor", () => {
    const { value, varianceSlope } = elementwise(ANALYTIC.LogEI, [0], [0], 1, 1e-7);
    expect(Number.isFinite(value[0])).toBe(true);
    expect(varianceSlope[0]).toBe(0);
  });
});

describe("of a model", () => {
  const X = points(12, 3);
  const model = factorizedModel({ kernel: rbf(), X, y: [X.map(smooth)], noise: 1e-3 });
  const constraint = factorizedModel({
    kernel: rbf(),
    X,
    y: [X.map((x) => x[0]! - x[1]!)],
    noise: 1e-3,
  });
  const at = points(5, 3, 7).flat();

  it.each(Object.entries(ANALYTIC))("%s has the gradient of central differences", (_, kind) => {
    const parameter = kind === ANALYTIC.UCB ? 2 : 1.5;
    const { gradient } = analytic(model, kind, at, -1, parameter);
    const numeric = differences((x) => sum(analytic(model, kind, x, -1, parameter).value), at);
    expect(worstError(gradient, numeric)).toBeLessThan(2e-6);
  });

  it.each([
    [-Infinity, 0.2],
    [0.2, Infinity],
    [-0.1, 0.2],
    [-1, 1],
  ])("feasibility between %s and %s has the gradient of central differences", (low, high) => {
    const ours = feasibility(constraint, at, low, high);
    const value = (x: Float64Array) => sum(feasibility(constraint, x, low, high).value);
    const numeric = differences(value, at);
    expect(worstError(ours.gradient, numeric)).toBeLessThan(2e-6);
    for (const v of ours.value) expect(v).toBeLessThanOrEqual(0);
  });

  it("feasibility keeps its digits far in both tails", () => {
    const far = (mean: number, low: number, high: number) =>
      withScratch((s) => {
        const [mu, v, value] = [s.copyIn([mean]), s.copyIn([1]), s.copyIn([0])];
        const slopes = s.allocate(2);
        core().acquisition_log_feasibility(1, mu, v, low, high, value, slopes, slopes + 8);
        return { value: read(value, 1)[0]!, slope: read(slopes, 1)[0]! };
      });
    // ln(Φ(−9) − Φ(−10)) and ln Φ(−60) with mpmath; on the other side the slopes mirror.
    const left = far(10, 0, 1);
    const right = far(-9, 0, 1);
    expect(relative(left.value, -43.628216632280825)).toBeLessThan(1e-14);
    expect(right.value).toBe(left.value);
    expect(right.slope).toBe(-left.slope);
    expect(relative(far(60, -Infinity, 0).value, -1805.013560680567)).toBeLessThan(1e-14);
    expect(far(0, -Infinity, Infinity)).toEqual({ value: 0, slope: 0 });
  });
});

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

describeReference("acq", (data) => {
  const { analytic: cases, constrained_ei: constrained } = data;
  const model = referenceModel(cases);
  const at = cases.Xt.flat();
  const best = cases.best_f;
  const rows: [string, number, number, number][] = [
    ["EI", ANALYTIC.EI, 1, best],
    ["LogEI", ANALYTIC.LogEI, 1, best],
    ["LogEI_bestf_plus_20", ANALYTIC.LogEI, 1, best + 20],
    ["EI_minimise_bestf_min", ANALYTIC.EI, -1, Math.min(...cases.y)],
    ["PI", ANALYTIC.PI, 1, best],
    ["LogPI", ANALYTIC.LogPI, 1, best],
    ["LogPI_bestf_plus_20", ANALYTIC.LogPI, 1, best + 20],
    ["UCB_beta2", ANALYTIC.UCB, 1, 2],
    ["LCB_beta2_minimise", ANALYTIC.UCB, -1, 2],
    ["posterior_mean", ANALYTIC.mean, 1, 0],
    ["posterior_std", ANALYTIC.sd, 1, 0],
  ];

  it.each(rows)("%s: value and gradient to 1e-7", (name, kind, sign, parameter) => {
    const ours = analytic(model, kind, at, sign, parameter);
    expect(worstRelative(ours.value, cases[name].value)).toBeLessThan(1e-7);
    expect(worstRelative(ours.gradient, cases[name].grad.flat(2))).toBeLessThan(1e-7);
  });

  const bounds: [string, number, number][] = [
    ["c_le_0.3", -Infinity, 0.3],
    ["c_ge_0.3", 0.3, Infinity],
    ["c_in_0_0.5", 0, 0.5],
  ];

  it.each(bounds)("LogConstrainedExpectedImprovement:%s to 1e-7", (name, low, high) => {
    const limit = factorizedModel({
      kernel: rbf({ lengthscale: [0.5, 0.5] }),
      X: constrained.X,
      y: [constrained.c],
      noise: 1e-3,
    });
    const base = analytic(model, ANALYTIC.LogEI, at, 1, best);
    const term = feasibility(limit, at, low, high);
    const plus = (a: Float64Array, b: Float64Array) => a.map((v, i) => v + b[i]!);
    const ours = {
      value: plus(base.value, term.value),
      gradient: plus(base.gradient, term.gradient),
    };
    const theirs = constrained[`LogConstrainedExpectedImprovement:${name}`];
    expect(worstRelative(ours.value, theirs.value)).toBeLessThan(1e-7);
    expect(worstRelative(ours.gradient, theirs.grad.flat(2))).toBeLessThan(1e-7);
    const plain = constrained[`ConstrainedExpectedImprovement:${name}`];
    const exponential = ours.value.map((v) => Math.exp(v));
    expect(worstRelative(exponential, plain.value)).toBeLessThan(1e-7);
    const chained = ours.gradient.map((g, i) => g * exponential[Math.floor(i / 2)]!);
    expect(worstRelative(chained, plain.grad.flat(2))).toBeLessThan(1e-7);
  });
});

describeReference("misc", ({ safe_math }) => {
  it("log_ei_helper: values to 1e-12, slopes where autograd keeps its digits", () => {
    const { x, value, grad } = safe_math.log_ei_helper;
    const ours = elementwise(ANALYTIC.LogEI, x, new Float64Array(x.length).fill(1), 1, 0);
    expect(worstRelative(ours.value, value)).toBeLessThan(1e-12);
    x.forEach((z: number, i: number) => {
      // The reference differentiates a cancelling difference: its error grows like z² ulps.
      const tolerance = z > -1e6 ? 1e-12 + 5e-16 * z * z : 1e-12;
      expect(relative(ours.meanSlope[i]!, grad[i])).toBeLessThan(tolerance);
    });
  });

  it("ei_helper and log_ndtr to 1e-12", () => {
    const { x, value, grad } = safe_math.ei_helper;
    const ours = elementwise(ANALYTIC.EI, x, new Float64Array(x.length).fill(1), 1, 0);
    expect(worstRelative(ours.value, value)).toBeLessThan(1e-12);
    expect(worstRelative(ours.meanSlope, grad)).toBeLessThan(1e-12);
    const tail = safe_math.log_ndtr;
    const ones = new Float64Array(tail.x.length).fill(1);
    const logs = elementwise(ANALYTIC.LogPI, tail.x, ones, 1, 0);
    // At z = 8 the reference has lost its digits: there the difference is absolute.
    expect(worstError(logs.value, tail.value)).toBeLessThan(1e-12);
    expect(worstRelative(logs.meanSlope, tail.grad)).toBeLessThan(1e-12);
  });
});

function worstRelative(ours: ArrayLike<number>, theirs: number[]): number {
  expect(ours.length).toBe(theirs.length);
  return Math.max(...theirs.map((value, i) => relative(ours[i]!, value)));
}
