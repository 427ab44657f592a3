import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { minimize, type Objective } from "../../src/optimize/lbfgsb.js";

/** ½ Σ w_i (x_i − c_i)²: in a box the minimizer is the clamped centre. */
function separable(weights: number[], centre: number[]): Objective {
  return (x, gradient) => {
    let value = 0;
    for (let i = 0; i < x.length; i++) {
      const gap = x[i]! - centre[i]!;
      value += 0.5 * weights[i]! * gap * gap;
      gradient[i] = weights[i]! * gap;
    }
    return value;
  };
}

const rosenbrock: Objective = (x, gradient) => {
  let value = 0;
  gradient.fill(0);
  for (let i = 0; i + 1 < x.length; i++) {
    const a = x[i + 1]! - x[i]! * x[i]!;
    const b = 1 - x[i]!;
    value += 100 * a * a + b * b;
    gradient[i]! += -400 * a * x[i]! - 2 * b;
    gradient[i + 1]! += 200 * a;
  }
  return value;
};

describe("minimize", () => {
  it("finds the clamped centre of any separable quadratic in a box", () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    const row = fc.tuple(number, number, number, fc.double({ min: 0.01, max: 100, noNaN: true }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), number, (rows, start) => {
        const centre = rows.map((r) => r[0]);
        const lower = rows.map((r) => Math.min(r[1], r[2]));
        const upper = rows.map((r) => Math.max(r[1], r[2]));
        const weights = rows.map((r) => r[3]);
        const x0 = rows.map(() => start);
        const options = { valueTolerance: 0, gradientTolerance: 1e-9 };
        const { x } = minimize(separable(weights, centre), x0, lower, upper, options);
        x.forEach((value, i) => {
          const best = Math.min(Math.max(centre[i]!, lower[i]!), upper[i]!);
          expect(Math.abs(value - best) * Math.sqrt(weights[i]!)).toBeLessThan(1e-6);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("solves Rosenbrock without bounds and with an active bound", () => {
    const d = 6;
    const wide = Array.from({ length: d }, () => Number.POSITIVE_INFINITY);
    const x0 = Array.from({ length: d }, (_, i) => (i % 2 ? 1 : -1.2));
    const free = minimize(
      rosenbrock,
      x0,
      wide.map((v) => -v),
      wide,
      { valueTolerance: 1e-15 },
    );
    expect(Math.max(...free.x.map((v) => Math.abs(v - 1)))).toBeLessThan(1e-5);
    // With x_1 ≤ 1/2 the minimizer in two variables is (1/2, 1/4).
    const held = minimize(rosenbrock, [-1.2, 1], [-2, -2], [0.5, 2], { valueTolerance: 1e-15 });
    expect(held.x[0]).toBe(0.5);
    expect(held.x[1]).toBeCloseTo(0.25, 6);
    expect(held.value).toBeCloseTo(0.25, 10);
  });

  it("solves a quadratic of condition number 1e6 with coupled variables", () => {
    // H = R diag(1 … 1e6) R with the reflection R = I − 2uuᵀ; the minimum is at the centre.
    const d = 8;
    const u = Array.from({ length: d }, (_, i) => Math.sqrt((i + 1) / 36));
    const reflect = (v: number[]) => {
      const dot = v.reduce((sum, value, i) => sum + value * u[i]!, 0);
      return v.map((value, i) => value - 2 * dot * u[i]!);
    };
    const centre = Array.from({ length: d }, (_, i) => 0.1 * i);
    const f: Objective = (x, gradient) => {
      const z = reflect([...x].map((value, i) => value - centre[i]!));
      const scaled = z.map((value, i) => value * 10 ** ((6 * i) / (d - 1)));
      gradient.set(reflect(scaled));
      return 0.5 * z.reduce((sum, value, i) => sum + value * scaled[i]!, 0);
    };
    const bound = Array.from({ length: d }, () => 2);
    const x0 = bound.map(() => -1);
    const result = minimize(
      f,
      x0,
      bound.map((v) => -v),
      bound,
      {
        valueTolerance: 0,
        gradientTolerance: 1e-7,
        maxIterations: 2000,
      },
    );
    expect(result.value).toBeLessThan(1e-12);
  });

  it("keeps a fixed variable and reports a start that is already stationary", () => {
    const fixed = minimize(separable([1, 1], [3, 3]), [0, 0], [1, -5], [1, 5]);
    expect([...fixed.x]).toEqual([1, 3]);
    const done = minimize(separable([1], [0]), [0], [-1], [1]);
    expect(done).toMatchObject({ reason: "gradient", iterations: 0, evaluations: 1, value: 0 });
  });

  it("steps back from points without a value, and ends where there is none at all", () => {
    // ln and its like: no value left of 0, the minimum at 1.
    const barrier: Objective = (x, gradient) => {
      gradient[0] = 1 - 1 / x[0]!;
      return x[0]! > 0 ? x[0]! - Math.log(x[0]!) : Number.NaN;
    };
    const result = minimize(barrier, [40], [-100], [100], { valueTolerance: 1e-14 });
    expect(result.x[0]).toBeCloseTo(1, 5);
    for (const hole of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const nowhere = minimize(() => hole, [0.5], [0], [1]);
      expect(nowhere).toMatchObject({ reason: "abnormal", evaluations: 1 });
      let calls = 0;
      const first: Objective = (_, gradient) => {
        gradient[0] = 1;
        return calls++ === 0 ? 0 : hole;
      };
      const stuck = minimize(first, [0.5], [0], [1]);
      expect(stuck).toMatchObject({ reason: "abnormal", value: 0 });
      expect(stuck.x[0]).toBe(0.5);
      expect(calls).toBeLessThan(50);
    }
  });

  it("ends as abnormal, at the start, when the gradient lies", () => {
    const wrong: Objective = (x, gradient) => {
      gradient[0] = -1;
      return x[0]! * x[0]!;
    };
    const result = minimize(wrong, [0.3], [0], [1]);
    expect(result.reason).toBe("abnormal");
    expect(result.x[0]).toBe(0.3);
  });

  it("returns the best iterate when the signal aborts or iterations run out", () => {
    const controller = new AbortController();
    let calls = 0;
    const counted: Objective = (x, gradient) => {
      if (++calls === 5) controller.abort();
      return rosenbrock(x, gradient);
    };
    const { signal } = controller;
    const aborted = minimize(counted, [-1.2, 1], [-2, -2], [2, 2], { signal });
    expect(aborted.reason).toBe("aborted");
    expect(aborted.evaluations).toBe(5);
    const check = new Float64Array(2);
    expect(rosenbrock(aborted.x, check)).toBe(aborted.value);
    expect([...check]).toEqual([...aborted.gradient]);
    expect(aborted.value).toBeLessThan(24.2);
    const short = minimize(rosenbrock, [-1.2, 1], [-2, -2], [2, 2], { maxIterations: 3 });
    expect(short).toMatchObject({ reason: "iterations", iterations: 3 });
  });

  it("refuses boxes and starts that make no sense", () => {
    const f = separable([1, 1], [0, 0]);
    expect(() => minimize(f, [], [], [])).toThrow(InputError);
    expect(() => minimize(f, [0, Number.NaN], [0, 0], [1, 1])).toThrow(/x0\[1\]/);
    expect(() => minimize(f, [0, 0], [0], [1, 1])).toThrow(/lower/);
    expect(() => minimize(f, [0, 0], [0, 2], [1, 1])).toThrow(/lower\[1\]/);
  });
});

const cases = [
  { d: 2, low: -2, high: 2, start: -1.2 },
  { d: 5, low: -2, high: 0.7, start: -1.2 },
  { d: 10, low: -0.5, high: 3, start: 2.5 },
  { d: 20, low: -5, high: 10, start: 4 },
];

/** All cases in one process, since to load SciPy takes a second. */
const program = `
import json, sys, numpy as np
from scipy.optimize import minimize, rosen, rosen_der
for c in json.loads(sys.argv[1]):
  r = minimize(rosen, np.full(c["d"], c["start"]), jac=rosen_der, method="L-BFGS-B",
    bounds=[(c["low"], c["high"])] * c["d"], options=dict(ftol=1e-14, gtol=1e-8, maxiter=2000))
  print(json.dumps(dict(x=list(r.x), value=r.fun, evaluations=int(r.nfev))))`;
const scipy = spawnSync("python3", ["-c", program, JSON.stringify(cases)], { encoding: "utf8" });
const solutions = scipy.status === 0 ? scipy.stdout.trim().split("\n") : [];

describe.skipIf(scipy.status !== 0)("minimize beside SciPy (skipped without python3's)", () => {
  it.each(cases)("Rosenbrock in $d variables, [$low, $high]", ({ d, low, high, start }) => {
    const theirs = JSON.parse(solutions[cases.findIndex((other) => other.d === d)]!);
    const full = (value: number) => new Float64Array(d).fill(value);
    const ours = minimize(rosenbrock, full(start), full(low), full(high), {
      valueTolerance: 1e-14,
      gradientTolerance: 1e-8,
      maxIterations: 2000,
    });
    expect(ours.value).toBeLessThan(theirs.value + 1e-9 * Math.max(1, theirs.value));
    ours.x.forEach((value, i) => {
      expect(Math.abs(value - theirs.x[i])).toBeLessThan(1e-4);
    });
    expect(ours.evaluations).toBeLessThan(1.1 * theirs.evaluations + 3);
  });
});
