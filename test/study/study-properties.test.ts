import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Study } from "../../src/index.js";
import { arbitrarySpace } from "../support/arbitrary-space.js";
import { type AnyStudy, apply, operation } from "../support/study-operations.js";

const history = fc.record({
  space: arbitrarySpace,
  direction: fc.constantFrom("minimize" as const, "maximize" as const),
  operations: fc.array(operation, { maxLength: 30 }),
});

/** What `best` means, written down without care for speed. */
function bestByHand(study: AnyStudy): number | null {
  const way = study.objectives.y === "minimize" ? 1 : -1;
  const complete = study.trials.filter(({ values }) => values !== null);
  complete.sort((a, b) => way * (a.values!.y - b.values!.y) || a.number - b.number);
  return complete[0]?.number ?? null;
}

describe("a study after any operations", () => {
  it("numbers its trials, keeps its params frozen and knows its best", () => {
    fc.assert(
      fc.property(history, ({ space, direction, operations }) => {
        const objectives = { y: direction };
        const study = new Study({ space, objectives, seed: 1, sampler: "random" }) as AnyStudy;
        for (const operation of operations) {
          apply(study, operation);
          expect(study.best?.number ?? null).toBe(bestByHand(study));
        }
        study.trials.forEach((trial, i) => {
          expect(trial.number).toBe(i);
          expect(Object.isFrozen(trial.params)).toBe(true);
          expect(trial.values === null).toBe(trial.state !== "complete");
          expect(trial.reason === null).toBe(["running", "complete"].includes(trial.state));
        });
      }),
    );
  });

  it("survives saving at every step", () => {
    fc.assert(
      fc.property(history, ({ space, direction, operations }) => {
        const objectives = { y: direction };
        let study = new Study({ space, objectives, seed: 1, sampler: "sobol" }) as AnyStudy;
        for (const operation of operations) {
          apply(study, operation);
          const text = JSON.stringify(study);
          study = Study.from(text) as AnyStudy;
          expect(JSON.stringify(study)).toBe(text);
          expect(study.best?.number ?? null).toBe(bestByHand(study));
        }
      }),
    );
  });
});
