/** The process that runs studies on test problems for support/pool.mjs. */
import { Study } from "steinbock";
import { ackley, branin, hartmann6, levy } from "steinbock/problems";

const problems = { Branin: branin, Hartmann6: hartmann6, Levy4: levy(4), Ackley10: ackley(10) };

process.on("message", ({ problem: name, evaluations, seed, sampler, ask }) => {
  const problem = problems[name];
  const study = new Study({
    space: problem.space(),
    objectives: { value: problem.direction },
    seed,
    ...(sampler === "default" ? {} : { sampler }),
  });
  const best = [];
  const askSeconds = [];
  while (best.length < evaluations) {
    const start = performance.now();
    const trials = study.ask(ask);
    askSeconds.push((performance.now() - start) / 1000);
    for (const trial of trials) {
      study.tell(trial, problem.objective(trial.params));
      best.push(study.best.values.value);
    }
  }
  const modelled = study.trials.map(({ prediction }) => prediction !== null);
  process.send({ problem: name, optimum: problem.optimum, seed, best, askSeconds, modelled });
});
