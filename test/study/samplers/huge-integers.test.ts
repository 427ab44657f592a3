import { describe, expect, it } from "vitest";
import { int, Study } from "../../../src/index.js";

describe("the GP sampler", () => {
  it("searches whole numbers beyond 32 bits", () => {
    const space = { n: int(0, 2 ** 40), m: int(-(2 ** 33), 2 ** 33) };
    const study = new Study({ space, objectives: { y: "minimize" }, seed: 2 });
    const objective = ({ n, m }: { n: number; m: number }) =>
      (n / 2 ** 40 - 0.3) ** 2 + (m / 2 ** 33) ** 2;
    for (let i = 0; i < 15; i++) {
      const trial = study.ask();
      expect(Number.isSafeInteger(trial.params.n) && Number.isSafeInteger(trial.params.m)).toBe(
        true,
      );
      study.tell(trial, objective(trial.params));
    }
    expect(study.best!.values.y).toBeLessThan(0.02);
  });
});
