import { describe, expect, it } from "vitest";
import { core } from "../../../src/core/index.js";
import * as math from "../../../src/core/math.js";
import { RandomStream } from "../../../src/random/index.js";
import { debugCore, doubles, withBuffers } from "../../support/debug-core.js";

/** In the order of `apply` in assembly/reference/pairs.ts. */
const names = [
  "exp",
  "expm1",
  "log",
  "log1p",
  "log1mexp",
  "sin",
  "cos",
  "tanh",
  "erf",
  "erfc",
  "erfcx",
  "normalPdf",
  "normalCdf",
  "normalLogCdf",
  "normalQuantile",
];
const functions: Record<string, (x: number) => number> = { ...math } as never;

/** Values on every path of every function: ordinary, tiny, huge, out of the domain, not a number. */
const values = [
  0,
  -0,
  0.3,
  -0.3,
  0.7,
  1,
  -2.5,
  31,
  -600,
  709.5,
  -720,
  800,
  1e-9,
  -1e-17,
  4e6,
  1e22,
  -1e300,
  5e-324,
  1e-310,
  0.9995,
  1e-5,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
];

describe("a lane of a vector", () => {
  it.each(names)("of %s has the bits of the scalar, whatever lies beside it", (name) => {
    withBuffers((buffer, debug) => {
      const out = buffer([0, 0]);
      for (const a of values) {
        for (const b of values) {
          debug.math_pair(names.indexOf(name), a, b, out.pointer);
          expect([...out.values]).toEqual([functions[name]!(a), functions[name]!(b)]);
        }
      }
    });
  });

  it("of pow has the bits of the scalar, whatever lies beside it", () => {
    withBuffers((buffer, debug) => {
      const out = buffer([0, 0]);
      for (const a of values) {
        for (const b of values) {
          debug.math_pair(names.length, a, b, out.pointer);
          expect([...out.values]).toEqual([math.pow(a, 1.7), math.pow(b, 1.7)]);
        }
      }
    });
  });
});

describe("array functions", () => {
  const arrays = {
    exp: "exp_array",
    log: "log_array",
    normalCdf: "normal_cdf_array",
    normalQuantile: "normal_quantile_array",
  } as const;
  const mixed = [...values, ...new RandomStream(5).uniform(40), ...values];

  it.each(Object.entries(arrays))(
    "%s has the bits of the scalar for every length, in place too",
    (name, array) => {
      withBuffers((buffer, debug) => {
        for (let n = 0; n <= mixed.length; n++) {
          const expected = mixed.slice(0, n).map((x) => functions[name]!(x));
          const x = buffer(mixed.slice(0, n));
          const out = buffer(new Float64Array(n + 1).fill(7));
          debug[array](n, x.pointer, out.pointer);
          expect([...out.values]).toEqual([...expected, 7]);
          debug[array](n, x.pointer, x.pointer);
          expect([...x.values]).toEqual(expected);
        }
      });
    },
  );

  it("agree between the debug and the release binary", () => {
    const x = new RandomStream(6).normal(999).map((z) => 100 * z);
    const release = core().heap_allocate(8 * x.length) >>> 0;
    new Float64Array(core().memory.buffer, release, x.length).set(x);
    core().exp_array(x.length, release, release);
    const debug = debugCore().heap_allocate(8 * x.length) >>> 0;
    doubles().set(x, debug / 8);
    debugCore().exp_array(x.length, debug, debug);
    expect(new Float64Array(core().memory.buffer, release, x.length).slice()).toEqual(
      doubles().slice(debug / 8, debug / 8 + x.length),
    );
    core().heap_release(release);
    debugCore().heap_release(debug);
  });
});
