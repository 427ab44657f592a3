import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import * as problems from "../../src/problems/index.js";
import { problemConformance } from "../conformance/problem.js";
import { describeReference } from "../support/reference.js";

const all = [...problems.boxProblems(), ...problems.constrainedProblems()];

describe.each(all.map((problem) => [problem.name, problem] as const))("%s", (_, problem) => {
  problemConformance(problem);
});

/** Optima as the literature prints them, in its digits; ours are solved anew to 15 digits. */
const PRINTED: Record<string, number> = {
  Branin: 0.397887,
  BraninForrester: -16.64402,
  Hartmann3: -3.86278,
  Hartmann6: -3.32237,
  Michalewicz2: -1.80130341,
  Michalewicz5: -4.687658,
  Michalewicz10: -9.66015,
  LogGoldsteinPrice: 1.098612,
  Eggholder: -959.6407,
  StyblinskiTang4: -156.66466,
  LogStyblinskiTang: 2.120865,
  SixHumpCamel: -1.0316284,
  LogGSobol10: -6.931472,
  Shekel: -10.536443,
  HolderTable: -19.2085,
  G4: -30665.539,
  G6: -6961.814,
  G8: -0.095825,
  G9: 680.630057,
  G24: -5.508013,
  Townsend: -2.0239884,
  WeldedBeam: 1.724852,
  SpeedReducer: 2996.3482,
  KeaneBump2: -0.365,
  KeaneBump20: -0.8036,
};

describe("optima", () => {
  it.each(Object.entries(PRINTED))("of %s is the printed one", (name, printed) => {
    const digits = String(printed).split(".")[1]!.length;
    const { optimum } = all.find((problem) => problem.name === name)!;
    expect(Math.abs(optimum - printed)).toBeLessThanOrEqual(1.001 * 10 ** -digits);
  });

  it("have names that tell the problems apart", () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});

describe("points", () => {
  it("of the wrong length or not of numbers are refused", () => {
    const { branin, townsend, zdt1 } = problems;
    expect(() => branin.evaluate([1])).toThrow(/x is .*give an array of 2 numbers/);
    expect(() => branin.evaluate([1, Number.NaN])).toThrow(/x\[1\] is NaN/);
    expect(() => branin.evaluate(null as never)).toThrow(InputError);
    expect(() => branin.objective({ x1: 1 })).toThrow(/x\[1\] is undefined/);
    expect(() => townsend.constraints!([1])).toThrow(InputError);
    expect(() => zdt1(3).evaluate([1, 0])).toThrow(InputError);
  });
});

describe("families", () => {
  it("refuse numbers of inputs for which they are not defined", () => {
    for (const family of [problems.ackley, problems.levy, problems.rosenbrock]) {
      expect(() => family(0)).toThrow(InputError);
      expect(() => family(2.5)).toThrow(InputError);
    }
    expect(() => problems.michalewicz(11)).toThrow(InputError);
    expect(() => problems.powell(6)).toThrow(InputError);
    expect(() => problems.keaneBump(3)).toThrow(InputError);
  });

  it("have limits where the formula divides by zero", () => {
    const { g8 } = problems;
    expect(g8.evaluate([0, 0])).toBeCloseTo(g8.evaluate([0, 1e-9]), 3);
    expect(g8.evaluate([0, 1.3])).toBeCloseTo(g8.evaluate([1e-7, 1.3]), 3);
  });
});

interface Fixture {
  readonly X: number[][];
  readonly f: number[];
  readonly bounds: [number[], number[]];
  readonly constraint_slack_ge0_feasible?: number[][];
}

/** Names in the reference file, with our problem of the same size. */
const REFERENCE: Record<string, problems.Problem> = {
  Beale: problems.beale,
  Branin: problems.branin,
  Bukin: problems.bukin,
  Cosine8: problems.cosine8,
  DropWave: problems.dropWave,
  EggHolder: problems.eggholder,
  HolderTable: problems.holderTable,
  Shekel: problems.shekel,
  SixHumpCamel: problems.sixHumpCamel,
  ThreeHumpCamel: problems.threeHumpCamel,
  Ackley_dim4: problems.ackley(4),
  Ackley_dim10: problems.ackley(10),
  DixonPrice_dim4: problems.dixonPrice(4),
  DixonPrice_dim10: problems.dixonPrice(10),
  Griewank_dim4: problems.griewank(4),
  Griewank_dim10: problems.griewank(10),
  Levy_dim4: problems.levy(4),
  Levy_dim10: problems.levy(10),
  Rastrigin_dim4: problems.rastrigin(4),
  Rastrigin_dim10: problems.rastrigin(10),
  Rosenbrock_dim4: problems.rosenbrock(4),
  Rosenbrock_dim10: problems.rosenbrock(10),
  StyblinskiTang_dim4: problems.styblinskiTang(4),
  StyblinskiTang_dim10: problems.styblinskiTang(10),
  Powell_dim4: problems.powell(4),
  Michalewicz_dim2: problems.michalewicz(2),
  Michalewicz_dim5: problems.michalewicz(5),
  Michalewicz_dim10: problems.michalewicz(10),
  Hartmann_dim3: problems.hartmann3,
  Hartmann_dim6: problems.hartmann6,
  ConstrainedGramacy: problems.gramacy,
  PressureVessel: problems.pressureVessel,
  WeldedBeamSO: problems.weldedBeam,
  TensionCompressionString: problems.tensionCompression,
  SpeedReducer: problems.speedReducer,
};

describeReference("misc", ({ test_functions }) => {
  const fixtures = test_functions as Record<string, Fixture>;
  const close = (actual: number, expected: number) =>
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));

  it.each(Object.entries(REFERENCE))("%s agrees with BoTorch", (name, problem) => {
    const { X, f, bounds, constraint_slack_ge0_feasible: slacks } = fixtures[name]!;
    expect(problem.bounds.map(([low]) => low)).toEqual(bounds[0]);
    expect(problem.bounds.map(([, high]) => high)).toEqual(bounds[1]);
    X.forEach((x, i) => {
      close(problem.evaluate(x), f[i]!);
      (slacks?.[i] ?? []).forEach((slack, j) => {
        // BoTorch multiplies where the literature divides in the beam's buckling load.
        if (name === "WeldedBeamSO" && j === 5) return;
        // It rounds the vessel's plates for the cost and not for the two constraints on them.
        if (name === "PressureVessel" && j < 2) return;
        close(problem.constraints!(x)[j]!, -slack);
      });
    });
  });
});
