import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withBuffers } from "../../support/debug-core.js";
import { difference, lowerTriangle, random } from "./matrices.js";

const order = fc.integer({ min: 0, max: 70 });
const columns = fc.integer({ min: 0, max: 45 });
const seed = fc.integer({ min: 0, max: 1e6 });

describe.each([
  ["trsm_lower", false],
  ["trsm_lower_transposed", false],
  ["trsm_lower_rows", true],
] as const)("%s", (name, rows) => {
  function agrees(n: number, m: number, s: number) {
    const ldl = n + (s % 3);
    const ldb = (rows ? n : m) + (s % 4);
    withBuffers((buffer, core) => {
      const l = buffer(lowerTriangle(n, ldl, s));
      const b = random(rows ? m : n, rows ? n : m, ldb, s + 1);
      const [fast, plain] = [buffer(b), buffer(b)];
      expect(core[name](n, m, l.pointer, ldl, fast.pointer, ldb)).toBe(0);
      core[`reference_${name}`](n, m, l.pointer, ldl, plain.pointer, ldb);
      expect(difference(fast.values, plain.values)).toBeLessThan(1e-12);
    });
  }

  it("agrees with its twin for every size and leading dimension", () => {
    fc.assert(fc.property(order, columns, seed, agrees), { numRuns: 300 });
  });

  it("agrees for every small number of right-hand sides", () => {
    for (let m = 0; m <= 24; m++) agrees(37, m, m);
  });

  it("agrees across the edges of its blocks", () => {
    agrees(131, 21, 0);
    agrees(259, 18, 1);
    agrees(130, 523, 2);
    agrees(300, 3, 3);
  });
});

describe.each(["trsv_lower", "trsv_lower_transposed"] as const)("%s", (name) => {
  it("agrees with its twin for every order", () => {
    for (const n of [...Array(71).keys(), 200, 301]) {
      withBuffers((buffer, core) => {
        const l = buffer(lowerTriangle(n, n + 1, n));
        const x = random(1, n, n, n + 1);
        const [fast, plain] = [buffer(x), buffer(x)];
        core[name](n, l.pointer, n + 1, fast.pointer);
        core[`reference_${name}`](n, l.pointer, n + 1, plain.pointer);
        expect(difference(fast.values, plain.values)).toBeLessThan(1e-12);
      });
    }
  });
});
