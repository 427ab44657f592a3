/** What every test problem must keep. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { Study } from "../../src/index.js";
import type { Problem } from "../../src/problems/index.js";

const feasible = (problem: Problem, x: readonly number[], slack = 0) =>
  (problem.constraints?.(x) ?? []).every((g) => g <= slack);

/** Runs the suite; a stated optimum must hold to 1e-9 of its magnitude. */
export function problemConformance(problem: Problem): void {
  const { bounds, minimizers, optimum, direction } = problem;
  const tolerance = 1e-9 * Math.max(1, Math.abs(optimum));
  const way = direction === "minimize" ? 1 : -1;
  const inside = fc.tuple(
    ...bounds.map(([low, high]) => fc.double({ min: low, max: high, noNaN: true })),
  );

  it("takes its optimum at its minimizers, which are feasible points of the box", () => {
    expect(minimizers.length).toBeGreaterThan(0);
    for (const x of minimizers) {
      expect(x).toHaveLength(bounds.length);
      bounds.forEach(([low, high], i) => {
        expect(x[i]).toBeGreaterThanOrEqual(low);
        expect(x[i]).toBeLessThanOrEqual(high);
      });
      expect(feasible(problem, x, 1e-8 * Math.max(1, Math.abs(optimum)))).toBe(true);
      expect(Math.abs(problem.evaluate(x) - optimum)).toBeLessThanOrEqual(tolerance);
    }
  });

  it("has no better feasible point in the box", () => {
    fc.assert(
      fc.property(inside, (x) => {
        const value = problem.evaluate(x);
        expect(Number.isFinite(value)).toBe(true);
        if (feasible(problem, x)) expect(way * (value - optimum)).toBeGreaterThan(-tolerance);
      }),
      { numRuns: 300 },
    );
  });

  it("has no better feasible point near its minimizers", () => {
    const step = fc.double({ min: -1, max: 1, noNaN: true });
    const steps = fc.array(step, { minLength: bounds.length, maxLength: bounds.length });
    fc.assert(
      fc.property(
        fc.constantFrom(...minimizers),
        steps,
        fc.integer({ min: 1, max: 6 }),
        (x, directions, digits) => {
          const near = x.map((value, i) => {
            const [low, high] = bounds[i]!;
            const moved = value + directions[i]! * (high - low) * 10 ** -digits;
            return Math.min(Math.max(moved, low), high);
          });
          if (feasible(problem, near)) {
            expect(way * (problem.evaluate(near) - optimum)).toBeGreaterThan(-tolerance);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is a study's space and objective", () => {
    const study = new Study({
      space: problem.space(),
      objectives: { value: direction },
      seed: 1,
      sampler: "random",
    });
    const { params } = study.ask();
    const x = Object.values(params);
    expect(x).toHaveLength(bounds.length);
    expect(problem.objective(params)).toBe(problem.evaluate(x));
    expect(problem.evaluate(Float64Array.from(x))).toBe(problem.evaluate(x));
  });
}
