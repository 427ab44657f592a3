/** One run of the published protocol: 20 points, then 20 batches of 5, by one method. */
import { gpSampler, nsga2Sampler, Study } from "steinbock";
import { hypervolume, ParetoSetLearner } from "steinbock/pareto";
import { COUNTED, PROBLEMS } from "./published.mjs";

const [INITIAL, BATCHES, BATCH] = [20, 20, 5];

/** Rivals of the learner: samplers of a study, with the initial design of the protocol. */
const SAMPLERS = {
  nehvi: () => gpSampler({ initialDesign: INITIAL }),
  nsga2: () => nsga2Sampler({ population: INITIAL }),
  sobol: () => "sobol",
  random: () => "random",
};

const LEARNERS = ["svh-compat", "svh", "psl", "psl-smooth"];

export const METHODS = [...LEARNERS, ...Object.keys(SAMPLERS)];

/** Beyond four objectives the sampler takes qLogNParEGO in place of qLogNEHVI. */
const NEHVI_OBJECTIVES = 4;

export function isRun({ problem, method }) {
  return method !== "nehvi" || PROBLEMS[problem].ideal.length <= NEHVI_OBJECTIVES;
}

/** Settings of a run: those of the published scripts for svh-compat, none where there is no learner. */
export function settingsOf(problem, method, settings) {
  if (!LEARNERS.includes(method)) return {};
  const published = method === "svh-compat" && PROBLEMS[problem].raw;
  return published ? { standardize: false, ...settings } : settings;
}

/** ln of what the first points lack of the true hypervolume, clipped as published. */
function logDifference({ ideal, nadir, truth }, values) {
  const points = values.map((row) => row.map((f, o) => (f - ideal[o]) / (nadir[o] - ideal[o])));
  const reached = hypervolume(
    points,
    ideal.map(() => 1.1),
  );
  return Math.log(Math.max(truth - reached, 1e-14));
}

function studyOf({ problem }, { method, seed, settings }) {
  const common = { space: problem.space(), objectives: problem.directions(), seed };
  if (!LEARNERS.includes(method)) return new Study({ ...common, sampler: SAMPLERS[method]() });
  return new ParetoSetLearner({ ...common, method, settings, initialDesign: INITIAL }).study;
}

/** All told values, their final figure, and the processor's seconds. */
export function runProtocol(job) {
  const setting = PROBLEMS[job.problem];
  const study = studyOf(setting, job);
  const start = process.cpuUsage();
  const values = [];
  for (let batch = 0; batch <= BATCHES; batch++) {
    for (const trial of study.ask({ count: batch === 0 ? INITIAL : BATCH })) {
      const told = setting.problem.objective(trial.params);
      study.tell(trial, told);
      values.push(Object.values(told));
    }
  }
  study.dispose();
  const { user, system } = process.cpuUsage(start);
  const final = logDifference(setting, values.slice(0, COUNTED));
  return { ...job, final, seconds: (user + system) / 1e6, values };
}
