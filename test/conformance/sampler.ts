/** What every sampler must keep, whatever the space and whatever happened before. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { type Sampler, type SamplerName, type Space, Study } from "../../src/index.js";
import { checkParams } from "../../src/space/index.js";
import { arbitrarySpace } from "../support/arbitrary-space.js";
import {
  type AnyStudy,
  apply,
  nextAsks,
  operation,
  valuesOf,
} from "../support/study-operations.js";

interface Start {
  readonly space: Space;
  readonly direction: "minimize" | "maximize";
  readonly objectives: number;
  readonly seed: number;
}

/**
 * Runs the suite.
 *
 * @param sampler makes a fresh sampler, or names one
 * @param runs histories of each property; fewer for samplers that fit models
 * @param most objectives that a history may have
 */
export function samplerConformance(
  sampler: SamplerName | (() => Sampler),
  runs: number,
  most = 1,
): void {
  // A failure shall be reported within the time of a test, shrunk or not.
  const limits = { numRuns: runs, interruptAfterTimeLimit: 45_000, markInterruptAsFailure: false };
  const fresh = () => (typeof sampler === "string" ? sampler : sampler());
  const seed = fc.nat();
  const direction = fc.constantFrom("minimize" as const, "maximize" as const);
  const histories = fc.record({
    space: arbitrarySpace,
    direction,
    objectives: fc.integer({ min: 1, max: most }),
    seed,
    operations: fc.array(operation, { maxLength: 25 }),
  });
  const start = ({ space, direction, objectives, seed }: Start) => {
    const more = Array.from({ length: objectives - 1 }, (_, o) => [`y${o}`, "maximize" as const]);
    const named = { y: direction, ...Object.fromEntries(more) };
    return new Study({ space, objectives: named, seed, sampler: fresh() }) as AnyStudy;
  };

  it("proposes legal params after any history", () => {
    fc.assert(
      fc.property(histories, ({ operations, ...options }) => {
        const study = start(options);
        for (const operation of operations) apply(study, operation);
        for (const { params } of [...study.trials, ...study.ask({ count: 3 })]) {
          expect(checkParams(study.space, params)).toEqual(params);
        }
      }),
      limits,
    );
  });

  it("goes on bit for bit after saving, at any point of any history", () => {
    fc.assert(
      fc.property(histories, fc.nat(25), ({ operations, ...options }, cut) => {
        const study = start(options);
        operations.slice(0, cut).forEach((operation) => {
          apply(study, operation);
        });
        const resumed = Study.from(JSON.stringify(study), { sampler: fresh() }) as AnyStudy;
        operations.slice(cut).forEach((operation) => {
          apply(study, operation);
          apply(resumed, operation);
        });
        expect(nextAsks(resumed, 2)).toEqual(nextAsks(study, 2));
        expect(JSON.stringify(resumed)).toBe(JSON.stringify(study));
      }),
      limits,
    );
  });

  it("does not depend on the order in which results arrive", () => {
    fc.assert(
      fc.property(
        histories,
        fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 6, maxLength: 6 }),
        (options, ys) => {
          const [forward, backward] = [start(options), start(options)];
          forward.ask({ count: 6 });
          backward.ask({ count: 6 });
          ys.forEach((y, i) => {
            forward.tell(i, valuesOf(forward, y));
            backward.tell(5 - i, valuesOf(backward, ys[5 - i]!));
          });
          expect(nextAsks(forward, 2)).toEqual(nextAsks(backward, 2));
        },
      ),
      limits,
    );
  });

  it("never repeats a point of a finite space before it is exhausted", () => {
    fc.assert(
      fc.property(histories, ({ space, ...options }) => {
        const finite = Object.entries(space)
          .filter(([, { type }]) => type !== "float")
          .slice(0, 2);
        fc.pre(finite.length > 0);
        const study = start({ ...options, space: Object.fromEntries(finite) });
        const told = new Set<string>();
        for (let i = 0; i < 12 && !study.exhausted; i++) {
          const trial = study.ask();
          expect(told.has(JSON.stringify(trial.params))).toBe(false);
          told.add(JSON.stringify(trial.params));
          study.tell(trial, valuesOf(study, i % 3));
        }
      }),
      limits,
    );
  });
}
