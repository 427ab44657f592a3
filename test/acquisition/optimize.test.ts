import { describe, expect, it } from "vitest";
import {
  type AcquisitionFunction,
  logExpectedImprovement,
  optimizeAcquisition,
  qLogExpectedImprovement,
} from "../../src/acquisition/index.js";
import { InputError } from "../../src/errors.js";
import { GaussianProcess } from "../../src/gp/index.js";
import { points, smooth } from "../support/gp-model.js";

/** An acquisition function of one's own: f with its gradient, counted. */
function own(
  dimension: number,
  f: (x: Float64Array, gradient: Float64Array) => number,
  batch = 1,
): AcquisitionFunction & { calls: number } {
  const size = dimension * batch;
  return {
    dimension,
    batch,
    calls: 0,
    evaluate(X, { gradient = true } = {}) {
      this.calls++;
      const m = X.length / size;
      const slopes = new Float64Array(m * size);
      const value = Float64Array.from({ length: m }, (_, i) =>
        f(X.subarray(i * size, (i + 1) * size), slopes.subarray(i * size, (i + 1) * size)),
      );
      return { value, gradient: gradient ? slopes : new Float64Array(0) };
    },
  };
}

/** −Σ (x − c)², largest at c. */
const bowl = (center: readonly number[]) =>
  own(center.length, (x, gradient) => {
    let value = 0;
    for (let j = 0; j < x.length; j++) {
      const gap = x[j]! - center[j]!;
      value -= gap * gap;
      gradient[j] = -2 * gap;
    }
    return value;
  });

/** Two peaks: a broad one of height 1, and one of height 2 that 1 % of the cube leads to. */
const peaks = own(2, (x, gradient) => {
  gradient.fill(0);
  let value = 0;
  for (const [a, b, width, height] of [
    [0.2, 0.2, 0.3, 1],
    [0.8, 0.7, 0.05, 2],
  ] as const) {
    const [u, v] = [(x[0]! - a) / width, (x[1]! - b) / width];
    const peak = height * Math.exp(-0.5 * (u * u + v * v));
    value += peak;
    gradient[0]! -= (peak * u) / width;
    gradient[1]! -= (peak * v) / width;
  }
  return value;
});

describe("optimizeAcquisition", () => {
  it("finds maxima inside and on the border of a box in natural units", () => {
    const bounds = [
      [-5, 10],
      [100, 300],
      [0, 1e-3],
    ] as const;
    const { x, value } = optimizeAcquisition(bowl([2, 400, 4e-4]), { bounds });
    expect(x[0]).toBeCloseTo(2, 5);
    expect(x[1]).toBe(300);
    expect(value).toBeCloseTo(-10000, 4);
  });

  it("asks for rough values of all points but those that it searches from", () => {
    const rows: [rough: boolean, count: number][] = [];
    const counted = bowl([0.3, 0.7]);
    optimizeAcquisition(
      {
        ...counted,
        evaluate(X, options) {
          rows.push([options!.rough === true, X.length / 2]);
          expect(options!.rough && options!.gradient).not.toBe(true);
          return counted.evaluate(X, options);
        },
      },
      { rawSamples: 128 },
    );
    const sum = (wanted: boolean) =>
      rows.filter(([rough]) => rough === wanted).reduce((total, [, count]) => total + count, 0);
    expect(sum(true)).toBe(128);
    expect(rows.find(([rough]) => !rough)![1]).toBe(10);
  });

  it("finds the narrow peak that is higher, and lists where the searches ended", () => {
    const result = optimizeAcquisition(peaks, { seed: 4 });
    expect(result.value).toBeGreaterThan(2);
    expect([...result.values]).toEqual([...result.values].sort((a, b) => b - a));
    expect(result.points).toHaveLength(2 * result.values.length);
    expect(result.values).toHaveLength(10);
    expect(result.values.at(-1)).toBeLessThan(1.5);
  });

  it("makes tens of calls, the same ones for the same seed", () => {
    const first = bowl([0.3, 0.6, 0.9]);
    const once = optimizeAcquisition(first, { seed: 5 });
    expect(first.calls).toBe(once.rounds);
    expect(once.rounds).toBeLessThan(40);
    expect(optimizeAcquisition(bowl([0.3, 0.6, 0.9]), { seed: 5 })).toEqual(once);
    expect(optimizeAcquisition(peaks, { seed: 5 }).points).not.toEqual(
      optimizeAcquisition(peaks, { seed: 6 }).points,
    );
  });

  it("moves a batch together: two points that are worth more than one", () => {
    const X = [[0], [0.25], [0.5], [0.75], [1]];
    const model = new GaussianProcess({ bounds: [[0, 1]], noise: "none" });
    model.fit(X, [0, 1, 0, 1, 0]);
    const options = { model, bestF: 1, samples: 128 };
    const single = optimizeAcquisition(qLogExpectedImprovement(options));
    const pair = optimizeAcquisition(qLogExpectedImprovement({ ...options, batch: 2 }));
    expect(pair.value).toBeGreaterThan(single.value + 0.2);
    expect(Math.abs(pair.x[0]! - pair.x[1]!)).toBeGreaterThan(0.02);
  });

  it("beats a dense grid on a model's LogEI", () => {
    const X = points(20, 2);
    const y = X.map(smooth);
    const model = new GaussianProcess({ bounds: Array(2).fill([0, 1]) }).fit(X, y);
    const acquisition = logExpectedImprovement({ model, bestF: Math.max(...y) });
    const grid = Float64Array.from({ length: 2 * 101 * 101 }, (_, i) =>
      i % 2 ? Math.floor(i / 202) / 100 : ((i / 2) % 101) / 100,
    );
    const { value: values } = acquisition.evaluate(grid, { gradient: false });
    const { value } = optimizeAcquisition(acquisition, { seed: 2 });
    expect(value).toBeGreaterThanOrEqual(Math.max(...values));
  });

  it("searches around good points: a spike that no raw point sees", () => {
    const spike = own(2, (x, gradient) => {
      const [u, v] = [(x[0]! - 0.43) / 1e-3, (x[1]! - 0.81) / 1e-3];
      const value = Math.exp(-0.5 * (u * u + v * v));
      gradient[0] = (-value * u) / 1e-3;
      gradient[1] = (-value * v) / 1e-3;
      return value;
    });
    const around = Float64Array.of(0.4305, 0.8095);
    expect(optimizeAcquisition(spike, { around }).value).toBeCloseTo(1, 3);
  });

  it("ends at once without time, or when aborted, with a point all the same", () => {
    for (const options of [{ timeBudget: 0 }, { signal: AbortSignal.abort() }]) {
      const f = bowl([0.3, 0.6]);
      const result = optimizeAcquisition(f, options);
      expect(result.stopped).toBe(true);
      expect(f.calls).toBeLessThan(4);
      expect(result.x).toHaveLength(2);
      expect(result.value).toBeGreaterThan(-0.05);
    }
  });

  it.each([1, 30, 100, 400])(
    "values about %i points where no more are allowed",
    (maxEvaluations) => {
      let seen = 0;
      const counted = (f: AcquisitionFunction): AcquisitionFunction => ({
        ...f,
        evaluate(X, options) {
          seen += X.length / f.dimension;
          return f.evaluate.call(f, X, options);
        },
      });
      const ripples = own(3, (x, gradient) => {
        let value = 0;
        for (let j = 0; j < 3; j++) {
          value += Math.sin(9 * x[j]! + j);
          gradient[j] = 9 * Math.cos(9 * x[j]! + j);
        }
        return value;
      });
      const level = { levels: 20, ordered: true, place: (i: number) => i / 19 };
      const around = Float64Array.of(0.3, 0.6, 0.9);
      for (const axes of [
        [null, null, null],
        [null, level, null],
        [level, level, level],
      ]) {
        seen = 0;
        const options = { axes, around, maxEvaluations };
        const result = optimizeAcquisition(counted(ripples), options);
        expect(result.evaluations).toBe(seen);
        // A round of the searches may go beyond.
        expect(seen).toBeLessThanOrEqual(1.1 * maxEvaluations + 4);
        expect(optimizeAcquisition(ripples, options)).toEqual(result);
      }
      expect(() => optimizeAcquisition(ripples, { maxEvaluations: 0.5 })).toThrow(/maxEvaluations/);
    },
  );

  it("takes constant functions, and such as have no value in places", () => {
    const flat = optimizeAcquisition(own(2, () => 3));
    expect(flat.value).toBe(3);
    expect(flat.x.every((v) => v >= 0 && v <= 1)).toBe(true);
    const holes = own(1, (x, gradient) => {
      gradient[0] = -2 * (x[0]! - 0.5);
      return x[0]! < 0.4 ? Number.NaN : -((x[0]! - 0.5) ** 2);
    });
    expect(optimizeAcquisition(holes).value).toBeCloseTo(0, 8);
    const nothing = optimizeAcquisition(own(1, () => Number.NaN));
    expect(nothing.x[0]).toBeGreaterThanOrEqual(0);
  });

  it("refuses bad options by their names", () => {
    const f = bowl([0.5, 0.5]);
    expect(() => optimizeAcquisition(f, { bounds: [[0, 1]] })).toThrow(InputError);
    const bounds = [
      [0, 1],
      [1, 1],
    ] as const;
    expect(() => optimizeAcquisition(f, { bounds })).toThrow(/bounds\[1\]/);
    expect(() => optimizeAcquisition(f, { restarts: 0 })).toThrow(/restarts/);
    expect(() => optimizeAcquisition(f, { rawSamples: 0.5 })).toThrow(/rawSamples/);
    expect(() => optimizeAcquisition(f, { axes: [null] })).toThrow(/axes/);
  });
});

describe("optimizeAcquisition with discrete inputs", () => {
  const axis = (levels: number, ordered: boolean) => ({
    levels,
    ordered,
    place: (level: number) => (level + 0.5) / levels,
  });

  it("finds the best of every combination where they are few", () => {
    // Category 3 of 7 is best, and only there the continuous optimum lies at 0.9.
    const f = own(2, (x, gradient) => {
      const level = Math.floor(x[0]! * 7);
      const center = level === 3 ? 0.9 : 0.1;
      gradient[1] = -2 * (x[1]! - center);
      return (level === 3 ? 1 : 0) - (x[1]! - center) ** 2;
    });
    const { x, value } = optimizeAcquisition(f, { axes: [axis(7, false), null] });
    expect(x[0]).toBe(3.5 / 7);
    expect(x[1]).toBeCloseTo(0.9, 4);
    expect(value).toBeCloseTo(1, 8);
  });

  it("walks long axes by steps, in turn with continuous inputs", () => {
    const axes = [axis(1000, true), null, axis(50, true), axis(4, false)];
    const goal = [0.7235, 0.31, 0.53, 0.625];
    const { x } = optimizeAcquisition(bowl(goal), { axes, seed: 3 });
    // A step that gains less than 1e-4 is not taken: 0.01 from the best level of the first axis.
    expect(Math.abs(x[0]! - 0.7235)).toBeLessThan(0.0101);
    expect([...x.subarray(1)].map((v) => v.toFixed(4))).toEqual(["0.3100", "0.5300", "0.6250"]);
  });

  it("searches spaces without any continuous input, and such as hold a single point", () => {
    expect([...optimizeAcquisition(bowl([0.2]), { axes: [axis(1, true)] }).x]).toEqual([0.5]);
    const axes = [axis(30, true), axis(30, true), axis(5, false)];
    const { x, points: all } = optimizeAcquisition(bowl([0.25, 0.65, 0.5]), { axes });
    expect([...x]).toEqual([7.5 / 30, 19.5 / 30, 0.5]);
    for (let i = 0; i < all.length; i += 3) {
      expect(Math.abs((all[i]! * 30) % 1) - 0.5).toBeCloseTo(0, 9);
    }
  });
});
