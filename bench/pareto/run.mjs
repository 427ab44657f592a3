/** The process that runs the published protocol for support/pool.mjs: one job, one run. */
import { Study } from "steinbock";
import { hypervolume, ParetoSetLearner } from "steinbock/pareto";
import { COUNTED, PROBLEMS } from "./published.mjs";

/** 20 random points, then 20 batches of 5. */
const [INITIAL, BATCHES, BATCH] = [20, 20, 5];

/** ln of what the first points lack of the true hypervolume, clipped as published. */
function logDifference({ ideal, nadir, truth }, values) {
  const points = values.map((row) => row.map((f, o) => (f - ideal[o]) / (nadir[o] - ideal[o])));
  const reached = hypervolume(
    points,
    ideal.map(() => 1.1),
  );
  return Math.log(Math.max(truth - reached, 1e-14));
}

function ask({ problem }, { method, seed, settings }) {
  const [space, objectives] = [problem.space(), problem.directions()];
  if (["random", "sobol", "nsga2", "gp"].includes(method)) {
    const study = new Study({ space, objectives, seed, sampler: method });
    return { study, next: (count) => study.ask({ count }) };
  }
  const learner = new ParetoSetLearner({
    space,
    objectives,
    seed,
    method,
    settings,
    initialDesign: INITIAL,
  });
  return { study: learner.study, next: (count) => learner.ask(count) };
}

process.on("message", (job) => {
  const setting = PROBLEMS[job.problem];
  const { study, next } = ask(setting, job);
  const start = process.cpuUsage();
  const values = [];
  for (let batch = 0; batch <= BATCHES; batch++) {
    for (const trial of next(batch === 0 ? INITIAL : BATCH)) {
      const told = setting.problem.objective(trial.params);
      study.tell(trial, told);
      values.push(Object.values(told));
    }
  }
  study.dispose();
  const { user, system } = process.cpuUsage(start);
  const final = logDifference(setting, values.slice(0, COUNTED));
  process.send({ ...job, final, seconds: (user + system) / 1e6, values });
});
