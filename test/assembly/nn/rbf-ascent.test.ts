/** Ascent on sums of Gaussian bumps, against the same steps in double arithmetic. */
import { describe, expect, it } from "vitest";
import { withBuffers } from "../../support/debug-core.js";
import { differences } from "./plain-network.js";

interface Bumps {
  c: number[][];
  w: number[];
  precision: number;
}

/** g(x) = Σ w exp(−½ precision |x − c|²). */
function height({ c, w, precision }: Bumps, x: ArrayLike<number>): number {
  return c.reduce((sum, centre, j) => {
    const square = centre.reduce((s, value, i) => s + (x[i]! - value) ** 2, 0);
    return sum + w[j]! * Math.exp(-0.5 * precision * square);
  }, 0);
}

/** The closed form Σ w exp(…) precision (c − x). */
function slopes({ c, w, precision }: Bumps, x: number[]): number[] {
  const out = x.map(() => 0);
  c.forEach((centre, j) => {
    const value = height({ c: [centre], w: [w[j]!], precision }, x);
    centre.forEach((entry, i) => {
      out[i]! += value * precision * (entry - x[i]!);
    });
  });
  return out;
}

/** Numbers in (−1, 1) that single precision holds. */
function noise(count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.fround(Math.sin(seed + 12.9898 * i * i)));
}

function rows(count: number, d: number, seed: number): number[][] {
  const values = noise(count * d, seed).map((value) => 2 * value);
  return Array.from({ length: count }, (_, i) => values.slice(i * d, (i + 1) * d));
}

function ascend({ c, w, precision }: Bumps, x: number[][], size: number, steps: number) {
  return withBuffers((buffer, core) => {
    const floats = (values: number[]) => {
      const { pointer } = buffer(new Float64Array((values.length >> 1) + 8));
      new Float32Array(core.memory.buffer, pointer, values.length).set(values);
      return pointer;
    };
    const [m, n, d] = [x.length, c.length, x[0]!.length];
    const at = floats(x.flat());
    const status = core.rbf_ascend(
      m,
      n,
      d,
      at,
      floats(c.flat()),
      floats(w),
      precision,
      size,
      steps,
    );
    expect(status).toBe(0);
    const out = Array.from(new Float32Array(core.memory.buffer, at, m * d));
    return x.map((_, i) => out.slice(i * d, (i + 1) * d));
  });
}

const bumps = (n: number, d: number): Bumps => ({
  c: rows(n, d, 3),
  w: noise(n, 5),
  precision: 0.75,
});

describe("rbf_ascend", () => {
  it("moves along the slopes of differences", () => {
    const given = bumps(9, 4);
    const x = rows(3, 4, 7);
    ascend(given, x, 0.5, 1).forEach((moved, i) => {
      const expected = differences((at) => height(given, at), Float64Array.from(x[i]!));
      moved.forEach((value, j) => {
        expect((value - x[i]![j]!) / 0.5).toBeCloseTo(expected[j]!, 5);
      });
    });
  });

  it.each([
    [1, 1, 1, 1],
    [5, 7, 3, 4],
    [128, 256, 2, 2],
    [131, 259, 5, 2],
    [2, 515, 24, 3],
  ])("takes the steps of double arithmetic: %i points, %i centres, %i inputs", (m, n, d, steps) => {
    const given = bumps(n, d);
    const x = rows(m, d, 11);
    for (const size of [0.02, -0.02]) {
      const plain = x.map((row) => {
        let at = row;
        for (let step = 0; step < steps; step++) {
          const slope = slopes(given, at);
          at = at.map((value, i) => value + size * slope[i]!);
        }
        return at;
      });
      ascend(given, x, size, steps).forEach((moved, i) => {
        moved.forEach((value, j) => {
          expect(Math.abs(value - plain[i]![j]!)).toBeLessThan(2e-6 * (1 + n * Math.abs(size)));
        });
      });
    }
  });

  it("stays finite where no bump reaches", () => {
    const [far] = ascend(bumps(6, 3), [[1e4, -1e4, 1e4]], 1, 5);
    expect(far).toEqual([1e4, -1e4, 1e4]);
  });
});
