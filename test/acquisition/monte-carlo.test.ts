import { describe, expect, it } from "vitest";
import { core, read, withScratch } from "../../src/core/index.js";
import { matern52, rbf } from "../../src/gp/kernels/index.js";
import { ANALYTIC, analytic, MONTE_CARLO, monteCarlo } from "../support/acquisition-core.js";
import { referenceModel } from "../support/acquisition-model.js";
import { differences, factorizedModel, points, smooth, worstError } from "../support/gp-model.js";
import { describeReference } from "../support/reference.js";

const relative = (a: number, b: number) => Math.abs(a - b) / Math.max(Math.abs(b), 1e-300);

/** Standard normals, count × q. */
function normals(count: number, q: number): Float64Array {
  return withScratch((s) => {
    const out = s.allocate(count * q);
    core().random_normal(5, 0, 0, 0, count * q, out);
    return read(out, count * q);
  });
}

const X = points(9, 2);
const model = factorizedModel({ kernel: matern52(), X, y: [X.map(smooth)], noise: 0.02 });
const best = Math.max(...X.map(smooth)) - 0.3;

describe("gradients of Monte-Carlo acquisition functions", () => {
  const kinds = Object.entries(MONTE_CARLO);

  for (const q of [1, 3]) {
    it.each(kinds)(`%s of ${q} point(s) agrees with central differences`, (_, kind) => {
      for (const sign of [1, -1]) {
        const parameter = kind === MONTE_CARLO.qPI ? 0.2 : 0.5;
        const options = { kind, q, z: normals(12, q), best, sign, parameter };
        const at = points(2 * q, 2, 17).flat();
        const { gradient } = monteCarlo(model, { ...options, X: at });
        const value = (x: Float64Array) => sum(monteCarlo(model, { ...options, X: x }).value);
        // The smooth positive part has a width of 1e-6: the step stays below it.
        const numeric = differences(value, at, kind === MONTE_CARLO.qLogEI ? 1e-8 : 1e-6);
        expect(largestError(gradient, numeric)).toBeLessThan(2e-5);
      }
    });

    it.each([
      ["qNEI", MONTE_CARLO.qEI],
      ["qLogNEI", MONTE_CARLO.qLogEI],
    ])(`%s of ${q} point(s) agrees with central differences`, (_, kind) => {
      const baseline = { X: points(4, 2, 3).flat(), z: normals(12, 4) };
      const options = { kind, q, z: normals(12, q), baseline };
      const at = points(2 * q, 2, 17).flat();
      const { gradient } = monteCarlo(model, { ...options, X: at });
      const value = (x: Float64Array) => sum(monteCarlo(model, { ...options, X: x }).value);
      const numeric = differences(value, at, kind === MONTE_CARLO.qLogEI ? 1e-8 : 1e-6);
      expect(largestError(gradient, numeric)).toBeLessThan(2e-5);
    });
  }
});

describe("Monte-Carlo acquisition functions", () => {
  it("converge to their closed forms for one point", () => {
    const at = points(3, 2, 29).flat();
    const half = normals(20000, 1);
    const z = [...half, ...half.map((value) => -value)];
    const exact = analytic(model, ANALYTIC.EI, at, 1, best).value;
    const sampled = monteCarlo(model, { kind: MONTE_CARLO.qEI, q: 1, X: at, z, best }).value;
    sampled.forEach((value, i) => {
      expect(Math.abs(value - exact[i]!)).toBeLessThan(0.01);
    });
    // E|σz| = σ√(2/π): qUCB of one point is UCB.
    const ucb = analytic(model, ANALYTIC.UCB, at, 1, 2).value;
    const options = { kind: MONTE_CARLO.qUCB, q: 1, X: at, z, parameter: 2 };
    monteCarlo(model, options).value.forEach((value, i) => {
      expect(Math.abs(value - ucb[i]!)).toBeLessThan(0.01);
    });
  });

  it("take a batch whose points coincide, also with the data", () => {
    const twice = [...X[0]!, ...X[0]!, ...X[0]!];
    const z = normals(8, 3);
    const { value, gradient } = monteCarlo(model, { kind: 1, q: 3, X: twice, z, best });
    expect(Number.isFinite(value[0])).toBe(true);
    expect(gradient.every(Number.isFinite)).toBe(true);
    const baseline = { X: [...X[0]!, ...X[0]!], z: normals(8, 2) };
    const noisy = monteCarlo(model, { kind: 1, q: 3, X: twice, z, baseline });
    expect(Number.isFinite(noisy.value[0])).toBe(true);
    expect(noisy.gradient.every(Number.isFinite)).toBe(true);
  });

  it("of a smooth kernel at a hopeless point still have a slope", () => {
    const smoothModel = factorizedModel({ kernel: rbf(), X, y: [X.map(smooth)], noise: 1e-6 });
    const options = { kind: MONTE_CARLO.qLogEI, q: 1, X: [0.4, 0.6], z: normals(16, 1) };
    const { value, gradient } = monteCarlo(smoothModel, { ...options, best: 50 });
    expect(value[0]).toBeLessThan(-35);
    expect(Math.hypot(...gradient)).toBeGreaterThan(1e-4);
  });

  it("refuse what makes no sense by its position", () => {
    const call = (kind: number, q: number, count: number) =>
      core().monte_carlo_evaluate(model.pointer, 0, kind, 0, 0, q, count, 0, 0, 1, 0, 0, 0);
    expect(call(5, 1, 1)).toBe(-3);
    expect(call(0, 0, 1)).toBe(-6);
    expect(call(0, 1, 0)).toBe(-7);
  });
});

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Largest difference relative to the largest entry, at least 1. */
function largestError(ours: Float64Array, theirs: Float64Array): number {
  const scale = Math.max(1, ...theirs.map(Math.abs));
  return Math.max(...ours.map((value, i) => Math.abs(value - theirs[i]!))) / scale;
}

describeReference("acq", ({ monte_carlo_single_objective: mc, noisy_ei }) => {
  const rows: [string, number, number][] = [
    ["qEI", MONTE_CARLO.qEI, 0],
    ["qLogEI", MONTE_CARLO.qLogEI, 0],
    ["qPI_tau1e-3", MONTE_CARLO.qPI, 1e-3],
    ["qUCB_beta0.5", MONTE_CARLO.qUCB, 0.5],
    ["qSR", MONTE_CARLO.qSR, 0],
  ];

  for (const q of [1, 2, 4]) {
    it.each(rows)(`%s of ${q}`, (name, kind, parameter) => {
      const data = mc[`q${q}`];
      const ours = monteCarlo(referenceModel(mc), {
        kind,
        q,
        X: data.Xq.flat(2),
        z: data.base_samples.flat(),
        best: mc.best_f,
        parameter,
      });
      const tolerance = kind === MONTE_CARLO.qLogEI ? 1e-5 : 1e-7;
      compare(ours, data[name], tolerance);
    });
  }

  for (const q of [1, 2]) {
    it.each([
      ["qNEI", MONTE_CARLO.qEI, 1e-6],
      ["qLogNEI", MONTE_CARLO.qLogEI, 1e-5],
    ])(`%s of ${q}`, (name, kind, tolerance) => {
      const data = noisy_ei[`q${q}`];
      const all: number[][] = data.base_samples_baseline_then_q;
      const b = noisy_ei.X_baseline.length;
      const ours = monteCarlo(referenceModel(noisy_ei), {
        kind,
        q,
        X: data.Xq.flat(2),
        z: all.flatMap((row) => row.slice(b)),
        baseline: { X: noisy_ei.X_baseline.flat(), z: all.flatMap((row) => row.slice(0, b)) },
      });
      compare(ours, data[`${name}_cache_root_False`], tolerance);
    });
  }
});

function compare(
  ours: { value: Float64Array; gradient: Float64Array },
  theirs: { value: number[]; grad: number[][][] },
  tolerance: number,
): void {
  expect(worstError(ours.value, theirs.value)).toBeLessThan(tolerance);
  const gradient = Float64Array.from(theirs.grad.flat(2));
  expect(largestError(ours.gradient, gradient)).toBeLessThan(tolerance);
}

describeReference("misc", ({ safe_math }) => {
  const rows: [string, number, number][] = [
    ["log1pexp", 0, 1],
    ["fatplus_tau1", 1, 1],
    ["log_fatplus_tau1e-6", 2, 1e-6],
    ["fatmoid_tau1", 3, 1],
  ];

  it.each(rows)("%s to 1e-12", (name, kind, width) => {
    const { x, value, grad } = safe_math[name];
    const n = x.length;
    withScratch((s) => {
      const [points, out, slope] = [s.copyIn(x), s.allocate(n), s.allocate(n)];
      expect(core().smooth_array(kind, n, points, width, out, slope)).toBe(0);
      const [ours, slopes] = [read(out, n), read(slope, n)];
      for (let i = 0; i < n; i++) {
        if (value[i] !== 0) expect(relative(ours[i]!, value[i])).toBeLessThan(1e-12);
        else expect(ours[i]).toBe(0);
        expect(Math.abs(slopes[i]! - grad[i])).toBeLessThan(1e-12 * Math.max(1, grad[i]));
      }
    });
    expect(core().smooth_array(4, 0, 0, 1, 0, 0)).toBe(-1);
  });
});
