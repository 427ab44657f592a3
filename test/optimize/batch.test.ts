import { describe, expect, it } from "vitest";
import { minimizeBatch } from "../../src/optimize/batch.js";
import { minimize, type Objective } from "../../src/optimize/lbfgsb.js";

const rosenbrock: Objective = (x, gradient) => {
  const a = x[1]! - x[0]! * x[0]!;
  const b = 1 - x[0]!;
  gradient[0] = -400 * a * x[0]! - 2 * b;
  gradient[1] = 200 * a;
  return 100 * a * a + b * b;
};

const starts = [
  [-1.2, 1],
  [1, 1],
  [0.5, -2],
  [2, 2],
  [-2, -2],
];
const lower = new Float64Array(starts.length * 2).fill(-2);
const upper = new Float64Array(starts.length * 2).fill(2);
const x0 = Float64Array.from(starts.flat());

function everyPoint(sizes: number[]) {
  return (points: Float64Array, count: number, values: Float64Array, gradients: Float64Array) => {
    sizes.push(count);
    for (let i = 0; i < count; i++) {
      const x = points.subarray(2 * i, 2 * i + 2);
      values[i] = rosenbrock(x, gradients.subarray(2 * i, 2 * i + 2));
    }
  };
}

describe("minimizeBatch", () => {
  it("gives each problem the bits of its own minimization", () => {
    const sizes: number[] = [];
    const result = minimizeBatch(everyPoint(sizes), x0, 2, lower, upper);
    let evaluations = 0;
    starts.forEach((start, i) => {
      const alone = minimize(rosenbrock, start, [-2, -2], [2, 2]);
      expect([...result.x.subarray(2 * i, 2 * i + 2)]).toEqual([...alone.x]);
      expect(result.values[i]).toBe(alone.value);
      expect(result.reasons[i]).toBe(alone.reason);
      evaluations += alone.evaluations;
    });
    expect(result.evaluations).toBe(evaluations);
    expect(sizes[0]).toBe(5);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it("keeps coordinates with equal bounds and lets one problem fail alone", () => {
    const [low, high] = [Float64Array.from(lower), Float64Array.from(upper)];
    low[2] = high[2] = 0.5;
    let calls = 0;
    const f = (points: Float64Array, count: number, values: Float64Array, g: Float64Array) => {
      everyPoint([])(points, count, values, g);
      if (calls++ === 0) values[0] = Number.NaN;
    };
    const result = minimizeBatch(f, x0, 2, low, high);
    expect(result.reasons[0]).toBe("abnormal");
    expect(result.x[2]).toBe(0.5);
    expect(result.x[3]).toBeCloseTo(0.25, 4);
    expect(result.x[8]).toBeCloseTo(1, 2);
  });

  it("stops when it is told to and returns the iterates reached", () => {
    let asked = 0;
    const stop = () => ++asked > 3;
    const result = minimizeBatch(everyPoint([]), x0, 2, lower, upper, { stop });
    expect(result).toMatchObject({ stopped: true, rounds: 4 });
    starts.forEach((start, i) => {
      const first = rosenbrock(Float64Array.from(start), new Float64Array(2));
      expect(result.values[i]).toBeLessThanOrEqual(first);
      const x = result.x.subarray(2 * i, 2 * i + 2);
      expect(rosenbrock(x, new Float64Array(2))).toBe(result.values[i]);
    });
  });
});
