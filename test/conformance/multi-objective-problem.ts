/** What every test problem with several objectives must keep. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { hypervolume, nonDominated } from "../../src/pareto/index.js";
import type { MultiObjectiveProblem } from "../../src/problems/index.js";

/** Runs the suite. */
export function multiObjectiveProblemConformance(problem: MultiObjectiveProblem): void {
  const { bounds, ideal, nadir, objectives: k, reference, scale } = problem;
  const inside = fc.tuple(
    ...bounds.map(([low, high]) => fc.double({ min: low, max: high, noNaN: true })),
  );
  const slack = (o: number) => 1e-9 * Math.max(scale[o]!, Math.abs(ideal[o]!));
  const constraints = problem.constraints ?? (() => []);
  const feasible = (x: readonly number[]) => constraints(x).every((g) => g <= 0);
  const unit = scale.reduce((product, side) => product * side, 1);

  it("is finite all over the box and nowhere better than its ideal point", () => {
    const edge = fc.tuple(...bounds.map(([low, high]) => fc.constantFrom(low, high)));
    fc.assert(
      fc.property(fc.oneof(inside, edge), (x) => {
        const values = problem.evaluate(x);
        expect(values).toHaveLength(k);
        values.forEach((value, o) => {
          expect(Number.isFinite(value)).toBe(true);
          if (problem.exact && feasible(x))
            expect(value).toBeGreaterThanOrEqual(ideal[o]! - slack(o));
        });
        expect(problem.evaluate(Float64Array.from(x))).toEqual(values);
        expect(constraints(x).every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("has ideal, nadir and reference in this order, and a volume between them", () => {
    for (const row of [ideal, nadir, reference, scale]) expect(row).toHaveLength(k);
    for (let o = 0; o < k; o++) {
      expect(nadir[o]).toBeGreaterThan(ideal[o]!);
      expect(scale[o]).toBeGreaterThan(0);
    }
    if (problem.hypervolume === null) return;
    const whole = reference.reduce((product, r, o) => product * (r - ideal[o]!), 1) / unit;
    expect(problem.hypervolume).toBeGreaterThan(0);
    expect(problem.hypervolume).toBeLessThanOrEqual(whole);
  });

  it("is a study's space and objectives", () => {
    const names = Object.keys(problem.space());
    expect(names).toHaveLength(bounds.length);
    const x = bounds.map(([low, high]) => (low + 2 * high) / 3);
    const params = Object.fromEntries(names.map((name, i) => [name, x[i]!]));
    const told = problem.objective(params);
    expect(Object.values(told)).toEqual([...problem.evaluate(x), ...constraints(x)]);
    const outcomes = { ...problem.directions(), ...problem.limits() };
    expect(Object.keys(told)).toEqual(Object.keys(outcomes));
  });

  if (problem.paretoSet === undefined) return;
  const paretoSet = problem.paretoSet;

  it("has a Pareto set inside the box that no point dominates", () => {
    const designs = paretoSet(60);
    expect(designs.length).toBeGreaterThanOrEqual(60);
    for (const x of designs) {
      bounds.forEach(([low, high], i) => {
        expect(x[i]).toBeGreaterThanOrEqual(low);
        expect(x[i]).toBeLessThanOrEqual(high);
      });
    }
    expect(designs.every(feasible)).toBe(true);
    const front = designs.map((x) => problem.evaluate(x));
    front.forEach((y) => {
      y.forEach((value, o) => {
        expect(value).toBeGreaterThanOrEqual(ideal[o]! - slack(o));
        expect(value).toBeLessThanOrEqual(nadir[o]! + slack(o));
      });
    });
    const dominates = (a: readonly number[], b: readonly number[]) =>
      a.every((value, o) => value < b[o]! - slack(o));
    fc.assert(
      fc.property(inside, (x) => {
        const y = problem.evaluate(x);
        const better = feasible(x) && front.some((point) => dominates(y, point));
        expect(better).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it("has ideal and nadir where the front ends", () => {
    const front = paretoSet(k > 3 ? 300 : 2000).map((x) => problem.evaluate(x));
    const kept = nonDominated(front).map((i) => front[i]!);
    for (let o = 0; o < k; o++) {
      const column = kept.map((y) => y[o]!);
      const range = nadir[o]! - ideal[o]!;
      expect(Math.abs(Math.min(...column) - ideal[o]!)).toBeLessThan(1e-3 * range);
      expect(Math.abs(Math.max(...column) - nadir[o]!)).toBeLessThan(0.01 * range);
    }
  });

  it("has a hypervolume that its front tends to from below", () => {
    const missing = (n: number) => {
      const front = paretoSet(n).map((x) => problem.evaluate(x));
      return problem.hypervolume! - hypervolume(front, reference) / unit;
    };
    // A grid of k − 1 parameters leaves a gap in proportion to its spacing.
    const [coarse, fine] = k === 2 ? [1000, 4000] : k === 3 ? [400, 6400] : [216, 1728];
    const factor = (fine / coarse) ** (1 / (problem.name.startsWith("DTLZ5") ? 1 : k - 1));
    expect(missing(fine)).toBeGreaterThan(0);
    expect(missing(coarse) / missing(fine)).toBeGreaterThan(0.7 * factor);
    expect(missing(fine)).toBeLessThan(k === 2 ? 2e-3 : 0.2);
  });
}
