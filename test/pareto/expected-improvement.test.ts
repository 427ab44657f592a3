import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { BoxDecomposition } from "../../src/pareto/index.js";
import { describeReference } from "../support/reference.js";
import { fill, mixed, sphereFront, uniform } from "./points.js";

const negated = (rows: number[][]) => rows.map((row) => row.map((value) => -value));

describeReference("acq", (data) => {
  it.each(["m2", "m3"])("%s: the values of BoTorch", (key) => {
    const { Y, ref_point: ref, mean, std, EHVI_exact: exact } = data.multi_objective[key];
    using boxes = new BoxDecomposition(negated(Y), negated([ref])[0]!);
    const { value } = boxes.expectedImprovement(negated(mean), std);
    (exact.value as number[]).forEach((expected, i) => {
      // Theirs is a difference of probabilities near 1, which has no digits left below 1e-16.
      const tolerance = Math.max(1e-9 * expected, 1e-16);
      expect(Math.abs(value[i]! - expected)).toBeLessThan(tolerance);
    });
  });
});

describe("expectedImprovement", () => {
  it.each([2, 3, 4])("%i objectives: is the mean of sampled improvements", (m) => {
    using boxes = new BoxDecomposition(sphereFront(12, m, 4), fill(m, 1.1));
    const mean = fill(m, 0.5);
    const sd = Array.from({ length: m }, (_, o) => 0.1 + 0.05 * o);
    const next = uniform(3);
    const gauss = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    const samples = Array.from({ length: 40_000 }, () =>
      mean.map((center, o) => center + sd[o]! * gauss()),
    );
    const gains = boxes.improvement(samples);
    const average = gains.reduce((sum, gain) => sum + gain) / gains.length;
    const variance = gains.reduce((sum, gain) => sum + (gain - average) ** 2, 0) / gains.length;
    const { value } = boxes.expectedImprovement([mean], [sd]);
    expect(Math.abs(value[0]! - average)).toBeLessThan(4 * Math.sqrt(variance / gains.length));
  });

  it.each([2, 3, 4])("%i objectives: tends to the improvement as the deviation falls", (m) => {
    using boxes = new BoxDecomposition(mixed(20, m, 2), fill(m, 0.9));
    const means = mixed(40, m, 77).map((row) => row.map((value) => value - 0.0123));
    const { value } = boxes.expectedImprovement(
      means,
      means.map(() => fill(m, 1e-9)),
    );
    boxes.improvement(means).forEach((gain, i) => {
      expect(Math.abs(value[i]! - gain)).toBeLessThan(1e-8);
    });
  });

  it.each([2, 3, 4])("%i objectives: has the gradient of finite differences", (m) => {
    using boxes = new BoxDecomposition(sphereFront(15, m, 6), fill(m, 1.1));
    const next = uniform(m);
    for (let trial = 0; trial < 20; trial++) {
      const mean = Array.from({ length: m }, () => 1.2 * next());
      const sd = Array.from({ length: m }, () => 0.05 + 0.3 * next());
      const { meanGradient, sdGradient } = boxes.expectedImprovement([mean], [sd]);
      const step = 1e-5;
      const slope = (target: number[], o: number) => {
        const [low, high] = [-step, step].map((shift) => {
          const moved = target.with(o, target[o]! + shift);
          const [a, b] = target === mean ? [moved, sd] : [mean, moved];
          return boxes.expectedImprovement([a], [b]).value[0]!;
        });
        return (high! - low!) / (2 * step);
      };
      for (let o = 0; o < m; o++) {
        expect(Math.abs(meanGradient[o]! - slope(mean, o))).toBeLessThan(1e-8);
        expect(Math.abs(sdGradient[o]! - slope(sd, o))).toBeLessThan(1e-8);
      }
    }
  });

  it("is positive and finite far from the front, on either side", () => {
    using boxes = new BoxDecomposition([[0, 0]], [1, 1]);
    const { value, meanGradient } = boxes.expectedImprovement(
      [
        [5, 5],
        [-1e6, -1e6],
        [30, -1],
      ],
      [
        [0.5, 0.5],
        [1, 1],
        [1, 1],
      ],
    );
    expect(value[0]).toBeGreaterThan(0);
    expect(value[0]).toBeLessThan(1e-30);
    expect(value[1]! / ((1e6 + 1) ** 2 - 1)).toBeCloseTo(1, 9);
    expect(value[2]).toBeGreaterThan(0);
    expect(meanGradient.every((slope) => slope <= 0)).toBe(true);
  });

  it("takes no candidates and refuses bad ones", () => {
    using boxes = new BoxDecomposition([], [1, 1]);
    expect(boxes.expectedImprovement([], []).value.length).toBe(0);
    expect(() => boxes.expectedImprovement([[0, 0]], [[1, 0]])).toThrow(/sds\[0\]\[1\] is 0/);
    expect(() => boxes.expectedImprovement([[0, 0]], [[1, 1e-200]])).toThrow(/sds\[0\]\[1\]/);
    expect(() => boxes.expectedImprovement([[0, 0]], [])).toThrow(/sds.length is 0/);
    using space = new BoxDecomposition([[0, 0.5, 0.2]], [1, 1, 1]);
    const far = [[-1e153, -1e153, -1e153]];
    expect(() => space.expectedImprovement(far, [[1, 1, 1]])).toThrow(/rescale/);
    expect(() => boxes.expectedImprovement([[0, Number.NaN]], [[1, 1]])).toThrow(InputError);
  });
});
