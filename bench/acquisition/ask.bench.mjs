/**
 * A full ask of a study with default settings: refit of the hyperparameters, LogEI at 512 raw
 * points, 10 searches. The study was told n Sobol points of Hartmann6.
 */
import { race } from "../support/race.mjs";
import { source } from "../support/source.mjs";

/** BoTorch 0.18.1 took 490, 880, 430 and 480 ms on one thread of another machine: an anchor. */
const targets = { 20: 12, 50: 20, 100: 30, 200: 100 };

export async function rows() {
  const { Study, hartmann6 } = await source({ Study: "index.js", hartmann6: "problems/index.js" });
  const result = [];
  for (const n of Object.keys(targets)) {
    const study = new Study({
      space: hartmann6.space(),
      objectives: { y: "minimize" },
      seed: 1,
    });
    const design = new Study({
      space: hartmann6.space(),
      objectives: { y: "minimize" },
      sampler: "sobol",
      seed: 1,
    });
    for (const { params } of design.ask({ count: Number(n) })) {
      study.tell(params, hartmann6.objective(params));
    }
    // Abandoned trials teach the model nothing: every ask fits the same data, from other raw points.
    const ask = () => study.abandon(study.ask());
    const options = { unit: "ms", targets: [{ atMost: targets[n] }] };
    result.push(await race(`full ask, Hartmann6, n = ${n}`, { steinbock: ask }, options));
  }
  return result;
}
