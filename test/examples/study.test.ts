/** What the design shows to a user, run as it stands. */
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { choice, float, int, Study, version } from "../../src/index.js";

/** A training whose loss has its minimum at lr = 1e-3 with four layers of gelu. */
async function train(params: { lr: number; layers: number; act: string }, signal?: AbortSignal) {
  signal?.throwIfAborted();
  const offset = Math.log10(params.lr) + 3;
  const loss =
    offset * offset + 0.1 * Math.abs(params.layers - 4) + (params.act === "gelu" ? 0 : 1);
  return { loss };
}

describe("the study of the design", () => {
  it("asks, tells, optimizes, and goes on from JSON", async () => {
    const study = new Study({
      space: {
        lr: float(1e-5, 1e-1, { scale: "log" }),
        layers: int(1, 8),
        act: choice(["relu", "gelu"]),
      },
      objectives: { loss: "minimize" },
      seed: 7,
    });
    const trial = study.ask();
    study.tell(trial, { loss: 0.31 });
    study.fail(study.ask());
    await study.optimize(async (params, { signal }) => train(params, signal), {
      trials: 18,
      concurrency: 4,
    });
    const { params, values, number } = study.best!;
    expect(study.trials[number]!.params).toBe(params);
    expect(values.loss).toBeLessThanOrEqual(0.31);
    const resumed = Study.from<typeof study.space, typeof study.objectives>(JSON.stringify(study));
    expect(resumed.ask().params).toEqual(study.ask().params);
  });

  it("knows the version of its package", () => {
    expect(version).toBe(packageJson.version);
  });
});
