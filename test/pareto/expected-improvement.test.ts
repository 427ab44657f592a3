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

describe("logExpectedImprovement", () => {
  const front = [
    [0.25, 0.75],
    [0.5, 0.5],
    [0.75, 0.125],
  ];

  // The strips between the points with 80 decimal digits, by the continued fraction of Mills' ratio.
  it.each([
    [[0.5, 0.5], [0.25, 0.125], -3.2501609600671157],
    [[0.75, 0.75], [0.0078125, 0.0078125], -529.7831819569003],
    [[2, 3], [0.0625, 0.125], -411.0228006150143],
    [[0.5, 40], [0.125, 0.5], -3059.1742212460254],
    [[1, 1], [0.001953125, 0.00390625], -16417.029866324345],
  ])("has the digits of exact arithmetic at %j ± %j", (mean, sd, expected) => {
    using boxes = new BoxDecomposition(front, [1, 1]);
    const { value } = boxes.logExpectedImprovement([mean], [sd]);
    expect(Math.abs(value[0]! - expected)).toBeLessThan(1e-12 * Math.abs(expected));
  });

  it.each([2, 3, 4])("%i objectives: is the logarithm where there is no underflow", (m) => {
    using boxes = new BoxDecomposition(sphereFront(15, m, 6), fill(m, 1.1));
    const means = mixed(40, m, 5);
    // Between both ways of computing it: improvements from 1e-1 to 1e-200.
    for (const deviation of [0.3, 0.1, 0.04, 0.03]) {
      const sds = means.map(() => fill(m, deviation));
      const plain = boxes.expectedImprovement(means, sds);
      const log = boxes.logExpectedImprovement(means, sds);
      plain.value.forEach((value, i) => {
        if (value < 1e-200) return;
        expect(Math.abs(log.value[i]! - Math.log(value))).toBeLessThan(1e-10);
        for (let o = i * m; o < (i + 1) * m; o++) {
          for (const slopes of ["meanGradient", "sdGradient"] as const) {
            const expected = plain[slopes][o]! / value;
            expect(Math.abs(log[slopes][o]! - expected)).toBeLessThan(
              1e-8 * (1 + Math.abs(expected)),
            );
          }
        }
      });
    }
  });

  it.each([2, 3, 4])("%i objectives: has the gradient of differences, far away too", (m) => {
    using boxes = new BoxDecomposition(sphereFront(15, m, 6), fill(m, 1.1));
    const next = uniform(m);
    for (let trial = 0; trial < 20; trial++) {
      const mean = Array.from({ length: m }, () => 0.8 + 2 * next());
      const sd = Array.from({ length: m }, () => 0.01 + 0.05 * next());
      const { value, meanGradient, sdGradient } = boxes.logExpectedImprovement([mean], [sd]);
      const slope = (of: "mean" | "sd", o: number) => {
        const step = 1e-6 * (of === "mean" ? 1 : sd[o]!);
        const [low, high] = [-step, step].map((shift) => {
          const moved = (of === "mean" ? mean : sd).with(
            o,
            (of === "mean" ? mean : sd)[o]! + shift,
          );
          const [a, b] = of === "mean" ? [moved, sd] : [mean, moved];
          return boxes.logExpectedImprovement([a], [b]).value[0]!;
        });
        return (high! - low!) / (2 * step);
      };
      for (let o = 0; o < m; o++) {
        // Differences of a logarithm of size |value| lose as many digits.
        const noise = (of: number) => 1e-5 * (1 + Math.abs(of)) + 1e-9 * Math.abs(value[0]!);
        const [byMean, bySd] = [slope("mean", o), slope("sd", o)];
        expect(Math.abs(meanGradient[o]! - byMean)).toBeLessThan(noise(byMean));
        expect(Math.abs(sdGradient[o]! - bySd)).toBeLessThan(noise(bySd) / sd[o]!);
      }
    }
  });

  it("leads back from where the improvement is 0", () => {
    using boxes = new BoxDecomposition(front, [1, 1]);
    const mean = [[50, 60]];
    expect(boxes.expectedImprovement(mean, [[0.1, 0.1]]).value[0]).toBe(0);
    const { value, meanGradient } = boxes.logExpectedImprovement(mean, [[0.1, 0.1]]);
    expect(value[0]).toBeLessThan(-200_000);
    expect(meanGradient.every((slope) => slope < -1000)).toBe(true);
    expect(() => boxes.logExpectedImprovement([[0, 0]], [[1, 0]])).toThrow(/sds\[0\]\[1\]/);
  });
});
