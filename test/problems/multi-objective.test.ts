import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { hypervolume, inferReferencePoint } from "../../src/pareto/index.js";
import * as problems from "../../src/problems/index.js";
import { RandomStream } from "../../src/random/index.js";
import { multiObjectiveProblemConformance } from "../conformance/multi-objective-problem.js";
import { describeReference } from "../support/reference.js";

const { logHypervolumeDifference, constrainedMultiObjectiveProblems: constrained } = problems;
const all = [...problems.multiObjectiveProblems, ...constrained];

describe.each(all.map((problem) => [problem.name, problem] as const))("%s", (_, problem) => {
  multiObjectiveProblemConformance(problem);
});

const unrounded = problems.re36Relaxed;

/** Objectives at the middle of the box and at i/(d + 1) of the way along input i. */
const SPOTS: [problems.MultiObjectiveProblem, number[], number[]][] = [
  [problems.linF1(6), [0.625, 0.459430585], [0.1463080859, 0.669367979]],
  [problems.linF2(6), [0.5082375189, 0.3170876098], [0.1794440303, 0.8808806939]],
  [problems.linF3(6), [0.578125, 0.3295048712], [0.1771821711, 0.8321810151]],
  [problems.linF4(6), [0.53, 0.3451530772], [0.158190749, 0.8813337739]],
  [problems.linF5(6), [0.5687938524, 0.3451530772], [0.157934572, 0.8813337739]],
  [problems.linF6(6), [0.5129199219, 0.2940445142], [0.1541458443, 0.7162292155]],
  [problems.vlmop1, [1, 1], [1, 1]],
  [problems.vlmop2(6), [0.6321205588, 0.6321205588], [0.9987865475, 0.9987865475]],
  [problems.vlmop3, [0, 17.03703704, -0.1], [1.909297427, 15.16203704, 0.1844645218]],
  [problems.dtlz2(6, 3), [0.5, 0.5, Math.SQRT1_2], [1.039714744, 0.5007002314, 0.2633921259]],
  [problems.zdt1(20), [0.5, 3.841687605], [0.04761904762, 5.192645183]],
  [problems.zdt2(20), [0.5, 5.454545455], [0.04761904762, 5.713888889]],
  [problems.zdt3(20), [0.5, 3.841687605], [0.04761904762, 5.145159288]],
  [problems.re21, [2121.390760962, 0.02], [1967.0269519, 0.02382908310549]],
  [problems.re23, [110997.8447266, 0], [95006.37027891, 1.0807]],
  [problems.re24, [3032.25, 0], [4021.666666667, 0]],
  [
    problems.re31,
    [335.410230166, 0.8944271015572, 335.310230166],
    [252.5539331694, 1.509436528298, 252.4539331694],
  ],
  [problems.re32, [48.4925965543, 0.006651752562672, 0], [26.5500142586, 0.002475126462861, 0]],
  [problems.re33, [2.842, 2.618475736144, 0], [3.6417388, 2.167306627303, 0]],
  [
    problems.re34,
    [1683.133345, 9.6266, 0.1233],
    [1686.332212867, 10.23674444444, 0.09632222222222],
  ],
  [problems.re36, [5.931, 36, 0.3557206752272], [3.925134897361, 50, 0.0663158126332]],
  [unrounded, [5.931, 36, 0.3557206752], [3.879717949, 50.4, 0.05976308595]],
  [problems.re37, [0.481535, 0.46425, 0.692875], [0.4403096, 0.594984, 0.896704]],
  [
    problems.re41,
    [29.172008, 4.049, 12.1232625, 1.0485],
    [26.169635, 4.10778125, 12.080615625, 5.052952425],
  ],
  [
    problems.re42,
    [-569.1666596609, 9869.900828051, 9182.958350611, 2.328562286631],
    [-361.8714702639, 6756.339793593, 14495.02374639, 2.606899383819],
  ],
  [
    problems.re61,
    [73450.5107, 690, 1569407.930718, 1716128.15358, 7539.535573123, 0],
    [75853.069025, 360, 1569407.930718, 2144316.127464, 12836.40151515, 0],
  ],
];

describe("spot values", () => {
  it.each(SPOTS.map(([problem, ...rows]) => [problem.name, problem, rows] as const))(
    "of %s",
    (_, { bounds, evaluate }, rows) => {
      const at = (share: (i: number) => number) =>
        evaluate(bounds.map(([low, high], i) => low + share(i) * (high - low)));
      const found = [at(() => 0.5), at((i) => (i + 1) / (bounds.length + 1))];
      rows.forEach((row, which) => {
        row.forEach((expected, o) => {
          const tolerance = 1.01e-9 * Math.max(1, Math.abs(expected));
          expect(Math.abs(found[which]![o]! - expected)).toBeLessThan(tolerance);
        });
      });
    },
  );
});

describeReference("misc", (data) => {
  it.each([
    ["BraninCurrin", problems.braninCurrin],
    ["VehicleSafety", problems.re34],
    ["CarSideImpact", problems.re41],
    ["DTLZ1_dim6_num3", problems.dtlz1(6, 3)],
    ["DTLZ2_dim6_num3", problems.dtlz2(6, 3)],
    ["DTLZ3_dim6_num3", problems.dtlz3(6, 3)],
    ["DTLZ5_dim6_num3", problems.dtlz5(6, 3)],
    ["DTLZ7_dim6_num3", problems.dtlz7(6, 3)],
    ["ZDT1_dim6", problems.zdt1(6)],
    ["ZDT2_dim6", problems.zdt2(6)],
  ] as const)("%s", (key, problem) => {
    const { X, f, bounds } = data.test_functions[key];
    expect(problem.bounds.map(([low]) => low)).toEqual(bounds[0]);
    expect(problem.bounds.map(([, high]) => high)).toEqual(bounds[1]);
    (X as number[][]).forEach((x, i) => {
      problem.evaluate(x).forEach((value, o) => {
        const expected: number = f[i][o];
        expect(Math.abs(value - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
      });
    });
  });
});

describe("where BoTorch departs from the papers", () => {
  it("DTLZ4 is DTLZ2 at the first inputs to the power of 100", () => {
    const x = [0.99, 0.995, 0.3, 0.4, 0.5, 0.9];
    const powers = [0.99 ** 100, 0.995 ** 100, ...x.slice(2)];
    const expected = problems.dtlz2(6, 3).evaluate(powers);
    problems
      .dtlz4(6, 3)
      .evaluate(x)
      .forEach((value, o) => {
        expect(value).toBeCloseTo(expected[o]!, 12);
      });
  });

  describeReference("misc", (data) => {
    it("ZDT3 has the factor g that theirs lacks", () => {
      const { X, f } = data.test_functions.ZDT3_dim6;
      (X as number[][]).forEach((x, i) => {
        const g = 1 + (9 * x.slice(1).reduce((sum, value) => sum + value)) / 5;
        expect(problems.zdt3(6).evaluate(x)[1]! / g).toBeCloseTo(f[i][1], 12);
      });
    });
  });
});

describe("logHypervolumeDifference", () => {
  it("is the logarithm of what is missing, in units of the scale", () => {
    const problem = problems.re37;
    const all = Math.log(problem.hypervolume!);
    expect(logHypervolumeDifference(problem, [])).toBeCloseTo(all, 12);
    const nadir = Math.log(problem.hypervolume! - 0.001);
    expect(logHypervolumeDifference(problem, [[...problem.nadir]])).toBeCloseTo(nadir, 9);
  });

  it("ends at ln 1e-12 for a set that surpasses the known front", () => {
    const { ideal } = problems.re41;
    expect(logHypervolumeDifference(problems.re41, [[...ideal]])).toBeCloseTo(Math.log(1e-12), 12);
  });

  it("needs a known hypervolume", () => {
    const unknown = { ...problems.re61, hypervolume: null };
    expect(() => logHypervolumeDifference(unknown, [])).toThrow(InputError);
  });
});

describe("published references", () => {
  it("hold for the exact fronts", () => {
    const exact: [problems.MultiObjectiveProblem, number, number][] = [
      [problems.zdt3(20), 1.3317629, 7],
      [problems.vlmop2(6), 0.5521156, 7],
      [problems.vlmop1, 16.6933333, 7],
      [problems.dtlz2(6, 2), 0.4246018, 7],
      [problems.dtlz2(6, 3), 0.8074012, 7],
      [problems.linF2(6), 0.876666667, 9],
      [problems.re21, 0.889135, 4],
      [problems.re36Relaxed, 1.020494, 4],
    ];
    for (const [problem, value, digits] of exact) {
      expect(problem.hypervolume).toBeCloseTo(value, digits);
    }
  });

  it("of VLMOP3 is near that of a grid of the box", () => {
    const side = 241;
    const points = Array.from({ length: side * side }, (_, i) =>
      problems.vlmop3.evaluate([
        -3 + (6 * (i % side)) / (side - 1),
        -3 + (6 * Math.floor(i / side)) / (side - 1),
      ]),
    );
    const value = hypervolume(points, problems.vlmop3.reference);
    expect(value).toBeLessThan(problems.vlmop3.hypervolume! + 0.01);
    expect(value).toBeGreaterThan(problems.vlmop3.hypervolume! - 2);
  });

  it("of RE61 is the integral over storage and treatment", () => {
    const { evaluate, reference, scale, hypervolume: known } = problems.re61;
    const side = 300;
    const middle = (i: number, low: number, high: number) =>
      low + ((i + 0.5) / side) * (high - low);
    // Mass of y1 and y3 that allow a treatment of at least t.
    const allowed = (t: number) => {
      const y = evaluate([0.1, t, 0.01]);
      return (reference[0]! - y[0]!) * (reference[2]! - y[2]!);
    };
    const gain = (s: number, t: number) => {
      const y = evaluate([s, t, 0.01]);
      return [3, 4, 5].reduce((product, o) => product * Math.max(reference[o]! - y[o]!, 0), 1);
    };
    const byStorage = (t: number) => {
      let sum = (reference[1]! - 3000 * 0.45) * gain(0.45, t);
      for (let i = 0; i < side; i++) {
        sum += ((3000 * 0.44) / side) * gain(middle(i, 0.01, 0.45), t);
      }
      return sum;
    };
    let volume = allowed(0.1) * byStorage(0.1);
    for (let i = 0; i < side; i++) {
      const [low, high] = [0.01 + (0.09 * i) / side, 0.01 + (0.09 * (i + 1)) / side];
      volume += (allowed(low) - allowed(high)) * byStorage(middle(i, 0.01, 0.1));
    }
    const unit = scale.reduce((product, size) => product * size, 1);
    expect(volume / unit).toBeCloseTo(known!, 4);
  });

  it("of RE61 belongs to designs of the least overflow, which no other dominates", () => {
    const { evaluate, ideal, reference, bounds, hypervolume: known } = problems.re61;
    const stream = new RandomStream(7);
    const slope = (o: number) => evaluate([0.1, 0.02, 0.01])[o]! - evaluate([0.1, 0.01, 0.01])[o]!;
    const treatment = (o: number, y: number) => 0.01 + (0.01 * (y - ideal[o]!)) / slope(o);
    const count = 20_000;
    let dominated = 0;
    for (let i = 0; i < count; i++) {
      const u = stream.uniform(6);
      const y = ideal.map((low, o) => low + u[o]! * (reference[o]! - low));
      const t = Math.min(treatment(0, y[0]!), treatment(2, y[2]!), 0.1);
      const best = evaluate([Math.min(y[1]! / 3000, 0.45), t, 0.01]);
      if (best.every((value, o) => value <= y[o]! + 1e-9 * Math.abs(y[o]!))) dominated++;
      else {
        const v = stream.uniform(3);
        const other = evaluate(bounds.map(([low, high], j) => low + v[j]! * (high - low)));
        expect(other.every((value, o) => value < y[o]!)).toBe(false);
      }
    }
    const share = dominated / count;
    const deviation = Math.sqrt((share * (1 - share)) / count);
    expect(Math.abs(share - known! / 1.1 ** 6)).toBeLessThan(4 * deviation);
  });

  it("are what inferReferencePoint finds on the front", () => {
    const front = problems.zdt1(5).paretoSet!(50).map(problems.zdt1(5).evaluate);
    expect(inferReferencePoint(front)).toEqual([1.1, 1.1]);
  });
});

describe("families", () => {
  it("refuse sizes for which they are not defined", () => {
    expect(() => problems.zdt1(1)).toThrow(InputError);
    expect(() => problems.linF2(2)).toThrow(InputError);
    expect(() => problems.dtlz2(2, 3)).toThrow(InputError);
    expect(() => problems.dtlz2(3, 1)).toThrow(InputError);
    expect(() => problems.dtlz5(6, 4)).toThrow(InputError);
  });

  it("have names that tell the problems apart", () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});
