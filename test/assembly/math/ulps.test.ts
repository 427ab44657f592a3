import { describe, expect, it } from "vitest";
import * as math from "../../../src/core/math.js";
import { RandomStream } from "../../../src/random/index.js";
import * as exact from "../../support/exact/index.js";

/** More samples, for measuring the bounds anew: ULP_SAMPLES=20000 npx vitest run … */
const samples = Number(process.env.ULP_SAMPLES ?? 200);

type Law = (u: number, v: number) => number;
const between =
  (low: number, high: number): Law =>
  (u) =>
    low + (high - low) * u;
/** Between two magnitudes on a logarithmic scale. */
const scale =
  (low: number, high: number): Law =>
  (u) =>
    Math.min(high, Math.max(low, 2 ** (Math.log2(low) + (Math.log2(high) - Math.log2(low)) * u)));
const signed =
  (law: Law): Law =>
  (u, v) =>
    v < 0.5 ? -law(u, v) : law(u, v);
const minus =
  (law: Law): Law =>
  (u, v) =>
    -law(u, v);
const inverted =
  (law: Law): Law =>
  (u, v) =>
    1 - law(u, v);
/** Doubles next to multiples of π/2, where a reduction cancels most. */
const nearMultiple =
  (bits: number): Law =>
  (u) =>
    Math.round(u * 2 ** bits) * (Math.PI / 2);

const functions: Record<string, (x: number) => number> = { ...math } as never;
const oracles: Record<string, typeof exact.exp> = { ...exact } as never;

const largest = Number.MAX_VALUE;
const smallest = Number.MIN_VALUE;

/** [name, largest error that the function's docs promise, ranges]. */
const promises: [string, number, Law[]][] = [
  [
    "exp",
    1.5,
    [between(-745.13, 709.78), between(-1, 1), between(-745.13, -708), signed(scale(1e-20, 1))],
  ],
  ["expm1", 1.7, [between(-40, 709.7), between(-1, 1), signed(scale(1e-200, 1))]],
  ["log", 0.85, [scale(smallest, largest), between(0.5, 2), between(0.99, 1.01)]],
  ["log1p", 0.85, [scale(1e-200, largest), between(-1, 1), signed(scale(1e-18, 1))]],
  ["log1mexp", 2.6, [minus(scale(1e-18, 740)), between(-2, -1e-3)]],
  ["tanh", 2.3, [between(-20, 20), between(-1, 1), signed(scale(1e-200, 1))]],
  [
    "sin",
    0.85,
    [between(-7, 7), between(-3.3e6, 3.3e6), signed(scale(1e-200, largest)), nearMultiple(21)],
  ],
  [
    "cos",
    0.85,
    [between(-7, 7), between(-3.3e6, 3.3e6), signed(scale(1e-200, largest)), nearMultiple(52)],
  ],
  ["erf", 2.1, [between(-6, 6), between(-1, 1), signed(scale(1e-200, 1))]],
  ["erfc", 4, [between(-6, 27.2), between(0, 2), between(26.5, 27.2)]],
  ["erfcx", 3.2, [scale(0.7, 1e8), between(0, 2), between(-26.6, 0), scale(1e8, 1e300)]],
  ["normalPdf", 2.2, [between(-38.5, 38.5), between(-3, 3)]],
  ["normalCdf", 4.5, [between(-38.4, 8), between(-3, 3)]],
  ["normalLogCdf", 5, [between(-40, 38), between(-3, 3), minus(scale(1, 1e10))]],
  ["logGamma", 6.5, [between(1e-3, 3), between(0, 20), scale(1e-300, 1e300), between(0.99, 1.01)]],
];

describe("error in units of the last place, against exact arithmetic", () => {
  it.each(promises)("%s stays within %d", (name, bound, laws) => {
    laws.forEach((law, i) => {
      const stream = new RandomStream(20, i);
      const [u, v] = [stream.uniform(samples), stream.uniform(samples)];
      let worst = { error: 0, x: 0 };
      for (let k = 0; k < samples; k++) {
        const x = law(u[k]!, v[k]!);
        const error = exact.ulps(functions[name]!(x), oracles[name]!(x));
        if (!(error <= worst.error)) worst = { error, x };
      }
      if (samples > 1000) console.log(name, i, worst);
      expect(worst.error, `${name}(${worst.x})`).toBeLessThanOrEqual(bound);
    });
  });

  it("pow stays within 1.4", () => {
    const bases = [scale(1e-10, 1e10), between(0.99, 1.01), scale(smallest, largest)];
    const limits = [30, 50_000, 1];
    bases.forEach((law, i) => {
      const stream = new RandomStream(21, i);
      const [u, v] = [stream.uniform(samples), stream.uniform(samples)];
      for (let k = 0; k < samples; k++) {
        const x = law(u[k]!, 0);
        const y = (2 * v[k]! - 1) * limits[i]!;
        const error = exact.ulps(math.pow(x, y), exact.pow(x, y));
        expect(error, `${x} to the power of ${y}`).toBeLessThanOrEqual(1.4);
      }
    });
  });

  it("normalQuantile stays within 5.5, and within 3.2 for 0.001 < p < 0.999", () => {
    const laws: [Law, number][] = [
      [between(0.001, 0.999), 3.2],
      [between(0.4999, 0.5001), 2],
      [scale(1e-300, 0.5), 5.5],
      [inverted(scale(1e-15, 0.5)), 5.5],
    ];
    laws.forEach(([law, bound], i) => {
      const u = new RandomStream(22, i).uniform(samples);
      for (const value of u) {
        const p = law(value, 0);
        const error = exact.quantileUlps(math.normalQuantile(p), p);
        expect(error, `p = ${p}`).toBeLessThanOrEqual(bound);
      }
    });
  });
});

describe("hard arguments", () => {
  it("the double nearest to a multiple of π/2 (Kahan and McDonald's worst case)", () => {
    const x = 6381956970095103 * 2 ** 797;
    expect(exact.ulps(math.cos(x), exact.cos(x))).toBeLessThanOrEqual(0.85);
    expect(exact.ulps(math.sin(x), exact.sin(x))).toBeLessThanOrEqual(0.85);
  });

  it("both sides of every switch between two methods", () => {
    const switches: [string, number[]][] = [
      ["exp", [708, -708, 709.782712893384, -708.3964185322641, -745.1332191019411]],
      ["expm1", [0.34657359027997264, -0.34657359027997264, 1.0397207708399179, 5.6e-17]],
      ["log", [Math.SQRT1_2, Math.SQRT2, 2.2250738585072014e-308, 1]],
      ["log1p", [Math.SQRT1_2 - 1, Math.SQRT2 - 1, 5.6e-17, 1]],
      ["log1mexp", [-Math.LN2]],
      ["sin", [Math.PI / 4, Math.PI, 7.450580596923828e-9, 3294198.658330014, -3294198.658330014]],
      ["cos", [Math.PI / 4, Math.PI / 2, 3294198.658330014, -3294198.658330014]],
      ["tanh", [0.2554, 0.5493, -0.2554]],
      ["erf", [0.5, -0.5, 5.9]],
      ["erfcx", [26.5]],
      ["logGamma", [0.5, 1.3, 2.5, 3.5, 8]],
    ];
    const bounds = new Map(promises.map(([name, bound]) => [name, bound]));
    for (const [name, points] of switches) {
      for (const point of points) {
        for (const x of [point, point * (1 - 2 ** -52), point * (1 + 2 ** -52)]) {
          const error = exact.ulps(functions[name]!(x), oracles[name]!(x));
          expect(error, `${name}(${x})`).toBeLessThanOrEqual(bounds.get(name)!);
        }
      }
    }
  });
});
