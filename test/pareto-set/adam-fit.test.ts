import { describe, expect, it } from "vitest";
import { adamFit } from "../../src/pareto-set/adam-fit.js";

const [n, d] = [7, 2];
const x = Float64Array.from({ length: n * d }, (_, i) => (i * 0.381966) % 1);
const y = Float64Array.from({ length: n }, (_, i) => Math.sin(5 * x[2 * i]!) + x[2 * i + 1]!);

const softplus = (r: number) => Math.log1p(Math.exp(r));

/** −ln p / n of raw values (d lengthscales, scale, noise, mean), by elimination. */
function loss(raw: readonly number[]): number {
  const [scale, noise, mean] = [softplus(raw[d]!), softplus(raw[d + 1]!) + 1e-5, raw[d + 2]!];
  const rows = Array.from({ length: n }, (_, a) =>
    Array.from({ length: n + 1 }, (_, b) => {
      if (b === n) return y[a]! - mean;
      let square = 0;
      for (let i = 0; i < d; i++) {
        square += ((x[a * d + i]! - x[b * d + i]!) / softplus(raw[i]!)) ** 2;
      }
      const s = Math.sqrt(5 * square);
      return scale * (1 + s + (s * s) / 3) * Math.exp(-s) + (a === b ? noise : 0);
    }),
  );
  let total = n * Math.log(2 * Math.PI);
  for (let a = 0; a < n; a++) {
    const pivot = rows[a]!;
    total += Math.log(pivot[a]!) + pivot[n]! ** 2 / pivot[a]!;
    for (const row of rows.slice(a + 1)) {
      const factor = row[a]! / pivot[a]!;
      for (let b = a; b <= n; b++) row[b]! -= factor * pivot[b]!;
    }
  }
  return total / 2 / n;
}

/** The same 300 steps with central differences. */
function twin(): number[] {
  const raw = new Array(d + 3).fill(0);
  const [first, second] = [raw.slice(), raw.slice()];
  for (let step = 1; step <= 300; step++) {
    const slopes = raw.map((_, i) => {
      const moved = (h: number) => loss(raw.map((r, j) => (i === j ? r + h : r)));
      return (moved(1e-5) - moved(-1e-5)) / 2e-5;
    });
    slopes.forEach((g, i) => {
      first[i] = 0.9 * first[i] + 0.1 * g;
      second[i] = 0.999 * second[i] + 0.001 * g * g;
      const size = Math.sqrt(second[i] / (1 - 0.999 ** step)) + 1e-8;
      raw[i] -= (0.5 * first[i]) / (1 - 0.9 ** step) / size;
    });
  }
  return raw;
}

describe("adamFit", () => {
  it("ends where a plain loop with numerical slopes ends", () => {
    using gp = adamFit(x, y, d);
    const raw = twin();
    const { kernel, noise, mean } = gp.hyperparameters;
    const values = [...Object.values(kernel), noise, ...mean];
    const byName = [
      ...raw.slice(0, d + 1).map(softplus),
      softplus(raw[d + 1]!) + 1e-5,
      raw[d + 2]!,
    ];
    const sorted = (list: number[]) => list.toSorted((a, b) => a - b);
    sorted(values).forEach((value, i) => {
      expect(Math.abs(value / sorted(byName)[i]! - 1)).toBeLessThan(1e-3);
    });
    expect(-gp.logMarginalLikelihood / n).toBeCloseTo(loss(raw), 5);
  });
});
