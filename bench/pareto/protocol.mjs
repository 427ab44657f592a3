/** One run of the published protocol: 20 points, then 20 batches of 5, by one method. */
import { gpSampler, nsga2Sampler, Study } from "steinbock";
import { hypervolume, ParetoSetLearner } from "steinbock/pareto";
import { COUNTED, LEAST_MISSING, PROBLEMS } from "./published.mjs";
import { STALLS } from "./stall.mjs";

const [INITIAL, BATCHES, BATCH] = [20, 20, 5];

/** Designs of the learnt front that are evaluated when a run is over. */
const FRONT = 100;

const settingOf = ({ problem }) => PROBLEMS[problem] ?? STALLS[problem];

/** Rivals of the learner: samplers of a study, with the initial design of the protocol. */
const SAMPLERS = {
  nehvi: (initial) => gpSampler({ initialDesign: initial }),
  nsga2: (initial) => nsga2Sampler({ population: initial }),
  sobol: () => "sobol",
  random: () => "random",
};

const LEARNERS = ["svh-compat", "svh", "psl", "psl-smooth"];

export const METHODS = [...LEARNERS, ...Object.keys(SAMPLERS)];

/** Beyond four objectives the sampler takes qLogNParEGO in place of qLogNEHVI. */
const NEHVI_OBJECTIVES = 4;

export function isRun(job) {
  return job.method !== "nehvi" || settingOf(job).ideal.length <= NEHVI_OBJECTIVES;
}

/** Settings of a run: those of the published scripts for svh-compat, none where there is no learner. */
export function settingsOf(problem, method, settings) {
  if (!LEARNERS.includes(method)) return {};
  const published = method === "svh-compat" && settingOf({ problem }).raw;
  return published ? { standardize: false, ...settings } : settings;
}

/** What points lack of the true hypervolume. */
export function missingOf({ ideal, nadir, truth }, values) {
  const points = values.map((row) => row.map((f, o) => (f - ideal[o]) / (nadir[o] - ideal[o])));
  const reached = hypervolume(
    points,
    ideal.map(() => 1.1),
  );
  return Math.max(truth - reached, LEAST_MISSING);
}

function start({ problem }, { method, seed, settings, initial }) {
  const common = { space: problem.space(), objectives: problem.directions(), seed };
  if (!LEARNERS.includes(method)) {
    return { study: new Study({ ...common, sampler: SAMPLERS[method](initial) }) };
  }
  const learner = new ParetoSetLearner({ ...common, method, settings, initialDesign: initial });
  return { learner, study: learner.study };
}

/** The true values of designs along the learnt front, which nobody has evaluated before. */
function frontOf(problem, learner) {
  return learner.front(FRONT).map(({ params }) => Object.values(problem.objective(params)));
}

/**
 * All told values, their final figure, that of a learner's front, and the processor's seconds. A job
 * with `initial` begins with so many points in place of the published 20.
 */
export function runProtocol(job) {
  const setting = settingOf(job);
  const { initial = INITIAL } = job;
  const { learner, study } = start(setting, { ...job, initial });
  const begin = process.cpuUsage();
  const values = [];
  for (let batch = 0; batch <= BATCHES; batch++) {
    for (const trial of study.ask({ count: batch === 0 ? initial : BATCH })) {
      const told = setting.problem.objective(trial.params);
      study.tell(trial, told);
      values.push(Object.values(told));
    }
  }
  const { user, system } = process.cpuUsage(begin);
  const final = Math.log(missingOf(setting, values.slice(0, COUNTED - INITIAL + initial)));
  const front = learner && Math.log(missingOf(setting, frontOf(setting.problem, learner)));
  (learner ?? study).dispose();
  return { ...job, final, front, seconds: (user + system) / 1e6, values };
}
