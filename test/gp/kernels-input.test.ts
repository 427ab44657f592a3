/** What kernels refuse, and what they promise: names, defaults, bounds, immutability, memory. */
import { describe, expect, it } from "vitest";
import { core } from "../../src/core/index.js";
import { DisposedError, InputError } from "../../src/errors.js";
import {
  cosine,
  hamming,
  type Kernel,
  KernelProgram,
  linear,
  matern52,
  mixed,
  periodic,
  polynomial,
  product,
  rationalQuadratic,
  rbf,
  scale,
  sum,
} from "../../src/gp/kernels/index.js";
import { gammaPrior } from "../../src/gp/priors.js";

/** A kernel as careless JavaScript would write it. */
const loose = (kernel: unknown): Kernel => kernel as Kernel;

describe("constructors", () => {
  it.each<readonly [string, () => unknown, string]>([
    ["a negative lengthscale", () => rbf({ lengthscale: -1 }), "lengthscale is -1"],
    ["zero", () => matern52({ lengthscale: [1, 0] }), "lengthscale[1] is 0"],
    ["NaN", () => periodic({ period: Number.NaN }), "period is NaN"],
    ["infinity", () => linear({ variance: [Number.POSITIVE_INFINITY] }), "variance[0] is Infinity"],
    ["a string", () => rbf({ lengthscale: "1" as never }), 'lengthscale is "1"'],
    ["α = 0", () => rationalQuadratic({ alpha: 0 }), "alpha is 0"],
    ["a scale of 0", () => scale(rbf(), { outputscale: 0 }), "outputscale is 0"],
    ["no active inputs", () => rbf({ activeDims: [] }), "activeDims is an array of length 0"],
    ["a negative input", () => rbf({ activeDims: [0, -1] }), "activeDims[1] is -1"],
    ["half an input", () => hamming({ activeDims: [0.5] }), "activeDims[0] is 0.5"],
    ["an input twice", () => rbf({ activeDims: [2, 0, 2] }), "activeDims[2] is 2: is listed twice"],
    ["several for all", () => rbf({ ard: false, lengthscale: [1, 2] }), "give one number"],
    ["several periods", () => cosine({ period: [1, 2] as never }), "give one number"],
    ["no power", () => polynomial({} as never), "power is undefined"],
    ["power 0", () => polynomial({ power: 0 }), "power is 0"],
    ["power 2.5", () => polynomial({ power: 2.5 }), "power is 2.5"],
    ["power 21", () => polynomial({ power: 21 }), "power is 21"],
    ["bounds the wrong way", () => rbf({ bounds: [2, 1] }), "bounds[0] is 2"],
    ["bounds from 0", () => rbf({ bounds: [0, 1] }), "bounds[0] is 0"],
    ["one bound", () => rbf({ bounds: [1] as never }), "bounds is an array of length 1"],
    [
      "a value outside its bounds",
      () => rbf({ lengthscale: 3, bounds: [1, 2] }),
      "lengthscale is 3: lies outside its bounds [1, 2]",
    ],
    ["an unknown prior", () => rbf({ prior: { type: "beta" } as never }), "prior is an object"],
    ["a misspelt option", () => rbf({ lengthScale: 1 } as never), "lengthScale is 1: the options"],
    ["ard that is no switch", () => rbf({ ard: "yes" as never }), 'ard is "yes"'],
    ["an empty sum", () => sum(), "kernels is an array of length 0"],
    ["nothing", () => scale(loose(undefined)), "kernel.type is undefined"],
    [
      "a name that every object has",
      () => sum(loose({ type: "constructor" })),
      'kernels[0].type is "constructor"',
    ],
    // biome-ignore-start lint/suspicious/noSparseArray: what is tested
    [
      "a hole for a kernel",
      () => scale(loose({ type: "sum", kernels: [, rbf()] })),
      "kernels[0].type",
    ],
    ["a hole for a lengthscale", () => rbf({ lengthscale: [, 1] as never }), "lengthscale[0]"],
    ["a hole for an input", () => rbf({ activeDims: [, 1] as never }), "activeDims[0]"],
    // biome-ignore-end lint/suspicious/noSparseArray: what is tested
    ["an unknown kernel", () => sum(rbf(), loose({ type: "rbx" })), 'kernels[1].type is "rbx"'],
    [
      "what is wrong deep inside",
      () =>
        scale(loose({ type: "product", kernels: [rbf(), { type: "rbf", lengthscale: [1, -2] }] })),
      "kernel.kernels[1].lengthscale[1] is -2",
    ],
  ])("refuse %s", (_, make, message) => {
    expect(make).toThrow(InputError);
    expect(make).toThrow(message);
  });

  it("make frozen, plain data", () => {
    const kernel = scale(sum(rbf({ lengthscale: [0.5, 1] }), linear()), { outputscale: 2 });
    expect(Object.isFrozen(kernel)).toBe(true);
    expect(kernel).toEqual({
      type: "scale",
      outputscale: 2,
      kernel: {
        type: "sum",
        kernels: [{ type: "rbf", lengthscale: [0.5, 1] }, { type: "linear" }],
      },
    });
    expect(structuredClone(kernel)).toEqual(kernel);
  });
});

describe("programs", () => {
  it.each<readonly [string, Kernel, number, string]>([
    ["an input that is not there", rbf({ activeDims: [0, 3] }), 3, "activeDims[1] is 3"],
    [
      "too few lengthscales",
      rbf({ lengthscale: [1, 2] }),
      3,
      "lengthscale is an array of length 2",
    ],
    [
      "too many",
      rbf({ lengthscale: [1, 2], activeDims: [1] }),
      3,
      "one for each of 1 active inputs",
    ],
    ["no inputs", rbf(), 0, "d is 0"],
    ["parsed nonsense", loose({ type: "rbf", lengthscale: -1 }), 2, "lengthscale is -1"],
  ])("refuse %s", (_, kernel, d, message) => {
    const live = core().heap_live_blocks();
    expect(() => new KernelProgram(kernel, d)).toThrow(InputError);
    expect(() => new KernelProgram(kernel, d)).toThrow(message);
    expect(core().heap_live_blocks()).toBe(live);
  });

  it("name their hyperparameters by their path", () => {
    const kernel = product(scale(rbf({ activeDims: [0, 2] })), periodic({ activeDims: [1] }));
    using program = new KernelProgram(kernel, 3);
    expect(program.parameters.map(({ name }) => name)).toEqual([
      "kernels[0].kernel.lengthscale[0]",
      "kernels[0].kernel.lengthscale[1]",
      "kernels[0].outputscale",
      "kernels[1].lengthscale[0]",
      "kernels[1].period[0]",
    ]);
  });

  it("start at the mode of the dimension-scaled prior, inside [0.025, 1000]", () => {
    using program = new KernelProgram(rbf(), 6);
    expect(program.parameters).toHaveLength(6);
    for (const { initial, lower, upper, prior } of program.parameters) {
      // exp(√2 + ½ ln 6 − 3)
      expect(initial).toBeCloseTo(0.5016228667851216, 12);
      expect([lower, upper]).toEqual([0.025, 1000]);
      expect(prior).toMatchObject({ type: "logNormal", sigma: Math.sqrt(3) });
    }
  });

  it("take priors, bounds and values that are given", () => {
    const prior = gammaPrior(3, 6);
    using given = new KernelProgram(rbf({ prior, bounds: [0.1, 0.2] }), 2);
    expect(given.parameters[1]).toMatchObject({ prior, lower: 0.1, upper: 0.2, initial: 0.2 });
    using tiny = new KernelProgram(rbf({ lengthscale: 1e-3, prior: null }), 1);
    expect(tiny.parameters[0]).toMatchObject({ prior: null, lower: 1e-3, initial: 1e-3 });
    using fixed = new KernelProgram(matern52({ lengthscale: 0.3, bounds: [0.3, 0.3] }), 1);
    expect(fixed.parameters[0]).toMatchObject({ lower: 0.3, upper: 0.3 });
  });

  it("refuse hyperparameters of the wrong number or not finite, and use after disposal", () => {
    const live = core().heap_live_blocks();
    const program = new KernelProgram(rbf(), 2);
    expect(() => program.bind([0])).toThrow("the kernel has 2 parameters");
    expect(() => program.bind([0, Number.NaN])).toThrow("logParameters[1] is NaN");
    program.dispose();
    program.dispose();
    expect(() => program.bind([0, 0])).toThrow(DisposedError);
    expect(() => program.pointer).toThrow(DisposedError);
    expect(core().heap_live_blocks()).toBe(live);
  });
});

describe("mixed", () => {
  it("is the plain kernel without categories and the scaled Hamming kernel without numbers", () => {
    expect(mixed({ continuous: [0, 1], categorical: [] })).toEqual(rbf({ activeDims: [0, 1] }));
    expect(mixed({ continuous: [], categorical: [0] })).toEqual(
      scale(hamming({ activeDims: [0] }), { outputscale: Math.LN2 }),
    );
  });

  it("has lengthscales of its own in each half, and three scales", () => {
    using program = new KernelProgram(mixed({ continuous: [0, 1], categorical: [2] }), 3);
    const ends = program.parameters.map(({ name }) => name.split(".").at(-1));
    expect(ends.filter((end) => end?.startsWith("lengthscale"))).toHaveLength(6);
    expect(ends.filter((end) => end === "outputscale")).toHaveLength(3);
  });

  it("refuses an input that is both", () => {
    const both = () => mixed({ continuous: [0, 1], categorical: [1] });
    expect(both).toThrow(InputError);
    expect(both).toThrow("categorical[0] is 1");
  });
});
