/**
 * A full ask: refit of the hyperparameters, 512 raw points and as many around the best ones, 10
 * searches. The study was told n Sobol points of Hartmann6, of which the default cannot tell that
 * they hold no noise.
 */
import { race } from "../support/race.mjs";
import { source } from "../support/source.mjs";

/** BoTorch 0.18.1 took 490, 880, 430 and 480 ms on one thread of another machine: an anchor. */
const targets = { 20: 12, 50: 20, 100: 30, 200: 100 };

export async function rows() {
  const { Study, gpSampler, hartmann6 } = await source({
    Study: "index.js",
    gpSampler: "index.js",
    hartmann6: "problems/index.js",
  });
  const setting = { space: hartmann6.space(), objectives: { y: "minimize" }, seed: 1 };
  /** A study that was told n points of its design. */
  const told = (n, sampler) => {
    const study = new Study({ ...setting, sampler });
    const design = new Study({ ...setting, sampler: "sobol" });
    for (const { params } of design.ask({ count: n })) {
      study.tell(params, hartmann6.objective(params));
    }
    return study;
  };
  const result = [];
  for (const n of Object.keys(targets).map(Number)) {
    const options = { unit: "ms", targets: [{ atMost: targets[n] }] };
    for (const [name, sampler] of [
      ["full ask, default", "gp"],
      // A model without noise leaves the choice to LogEI, whatever the data look like.
      ["full ask with LogEI", gpSampler({ noise: "none" })],
    ]) {
      const study = told(n, sampler);
      // Abandoned trials teach the model nothing: every ask fits the same data, from other starts.
      const steinbock = () => study.abandon(study.ask());
      result.push(await race(`${name}, Hartmann6, n = ${n}`, { steinbock }, options));
    }
  }
  return result;
}
