/** Random histories of a study: asks, results, failures and known data in any order. */
import fc from "fast-check";
import type { Space, Study } from "../../src/index.js";
import { UnitCube } from "../../src/space/index.js";

/** Its objectives may be more: they are told numbers made of the operation's. */
export type AnyStudy = Study<Space, { readonly y: "minimize" | "maximize" }>;

export type Operation =
  | { readonly type: "ask"; readonly count: number | null }
  | { readonly type: "tell" | "fail" | "abandon"; readonly pick: number; readonly value: number }
  | { readonly type: "attach" | "enqueue"; readonly at: readonly number[]; readonly value: number };

/** Mostly usual sizes, at times the ends of what may be told. */
const value = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1e150, -1e150, 1e-150, 5e-324) },
);
const pick = fc.nat(999);
const at = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 });

export const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ type: fc.constant("ask" as const), count: fc.constantFrom(null, 1, 2, 3) }),
  fc.record({ type: fc.constantFrom("tell", "fail", "abandon", "tell", "tell"), pick, value }),
  fc.record({ type: fc.constantFrom("attach" as const, "enqueue" as const), at, value }),
);

/** Applies an operation; one that needs a running trial does nothing where there is none. */
export function apply(study: AnyStudy, operation: Operation): void {
  switch (operation.type) {
    case "ask":
      if (operation.count === null) study.ask();
      else study.ask({ count: operation.count });
      break;
    case "attach":
    case "enqueue": {
      const params = new UnitCube(study.space, Math).decode(operation.at);
      if (operation.type === "attach") study.tell(params, valuesOf(study, operation.value));
      else study.enqueue(params);
      break;
    }
    default: {
      const running = study.trials.filter(({ state }) => state === "running");
      if (running.length === 0) return;
      const { number } = running[operation.pick % running.length]!;
      if (operation.type === "tell") study.tell(number, valuesOf(study, operation.value));
      else study[operation.type](number, "reason");
    }
  }
}

/** A number for each outcome: `value` for the first, others at odds with it and with each other. */
export function valuesOf({ objectives, constraints }: AnyStudy, value: number): { y: number } {
  const entries = Object.keys({ ...objectives, ...constraints }).map((name, o) => {
    const fold = Math.abs(value) % (o + 1);
    return [name, o === 0 ? value : o % 2 === 1 ? fold - value / 3 : fold];
  });
  return Object.fromEntries(entries);
}

/** The params of the next asks, by a study that goes on from the saved one. */
export function nextAsks(study: AnyStudy, count: number): unknown[] {
  return Array.from({ length: count }, () => study.ask().params);
}
