/** Arbitraries for property tests: parameters and spaces of every kind. */
import fc from "fast-check";
import { boolean, choice, float, int, type Parameter } from "../../src/space/index.js";

const finite = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true, noDefaultInfinity: true });

const linearFloat = fc
  .tuple(finite(-1e6, 1e6), finite(1e-6, 1e6))
  .map(([low, width]) => float(low, low + width));

const logFloat = fc
  .tuple(finite(-12, 6), finite(0.01, 12))
  .map(([exponent, width]) => float(10 ** exponent, 10 ** (exponent + width), { scale: "log" }));

const steppedFloat = fc
  .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 200 }), finite(1e-3, 10))
  .map(([start, steps, step]) => float(start * step, (start + steps + 0.4) * step, { step }));

const linearInt = fc
  .tuple(fc.integer({ min: -1000, max: 1000 }), fc.nat(5000), fc.integer({ min: 1, max: 9 }))
  .map(([low, width, step]) => int(low, low + width, { step: Math.max(1, Math.min(step, width)) }));

const logInt = fc
  .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1_000_000 }))
  .map(([low, width]) => int(low, low + width, { scale: "log" }));

const options = fc
  .uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)), {
    minLength: 1,
    maxLength: 6,
  })
  .map((values) => choice(values));

export const arbitraryParameter: fc.Arbitrary<Parameter> = fc.oneof(
  linearFloat,
  logFloat,
  steppedFloat,
  linearInt,
  logInt,
  options,
  fc.constant(boolean()),
);

export const arbitrarySpace: fc.Arbitrary<Record<string, Parameter>> = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 8 }),
  arbitraryParameter,
  { minKeys: 1, maxKeys: 6 },
);
