/** A study that a file keeps, as its users write it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { choice, float, int } from "../../src/index.js";
import { fileStorage } from "../../src/storage/file.js";
import { openStudy } from "../../src/storage/index.js";

const folder = mkdtempSync(join(tmpdir(), "steinbock-example-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("a program that may be stopped at any time goes on where it was", async () => {
  const path = join(folder, "study.log");
  const train = (lr: number, layers: number) => Math.log10(lr / 1e-3) ** 2 + Math.abs(layers - 4);

  /** The whole program: it opens the study or starts it, and works on it. */
  async function program(trials: number) {
    const study = openStudy({
      storage: fileStorage(path),
      name: "training",
      space: {
        lr: float(1e-5, 1e-1, { scale: "log" }),
        layers: int(1, 8),
        act: choice(["relu", "gelu"]),
      },
      objectives: { loss: "minimize" },
      seed: 7,
    });
    // What was under way when the program was stopped.
    for (const trial of study.trials) {
      if (trial.state === "running") study.abandon(trial, "the program was stopped");
    }
    await study.optimize(({ lr, layers }) => train(lr, layers), { trials });
    return study;
  }

  const first = await program(6);
  first.ask();
  const second = await program(6);
  expect(second.trials).toHaveLength(13);
  expect(second.trials[6]!.state).toBe("abandoned");
  expect(second.trials.slice(0, 6).map(({ values }) => values)).toEqual(
    first.trials.slice(0, 6).map(({ values }) => values),
  );
  expect(second.best!.values.loss).toBeLessThanOrEqual(first.best!.values.loss);
});
