/**
 * `npm run bench:constrained -- [--seeds 3] [--first-seed 1] [--problems SRN,CRE22] [--methods svh,gp]`
 *
 * Problems with outcome constraints: 20 evaluations, then 10 batches of 4. The feasible hypervolume
 * at the end as a share of the best known one, mean and deviation over the seeds, and how many of the
 * evaluations were feasible. `--settings '{"penalty":0.1}'` changes the learner's settings.
 */
import { parseArgs } from "node:util";
import { gpSampler, nsga2Sampler, Study } from "steinbock";
import { hypervolume, ParetoSetLearner } from "steinbock/pareto";
import { constrainedMultiObjectiveProblems } from "steinbock/problems";

const [INITIAL, BATCHES, BATCH] = [20, 10, 4];

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "3" },
    "first-seed": { type: "string", default: "1" },
    problems: { type: "string" },
    methods: { type: "string", default: "svh,gp,nsga2,random" },
    settings: { type: "string", default: "{}" },
  },
});
const settings = JSON.parse(values.settings);
const wanted = values.problems?.split(",");
const problems = constrainedMultiObjectiveProblems.filter(
  ({ name }) => wanted?.includes(name) ?? true,
);

const SAMPLERS = {
  gp: () => gpSampler({ initialDesign: INITIAL }),
  nsga2: () => nsga2Sampler({ population: INITIAL }),
  random: () => "random",
};

/** Asks of both kinds look alike from here. */
function startOf(method, problem, seed) {
  const about = { space: problem.space(), objectives: problem.directions(), seed };
  const options = { ...about, constraints: problem.limits() };
  if (method === "svh" || method.startsWith("psl")) {
    const learner = new ParetoSetLearner({ ...options, method, settings, initialDesign: INITIAL });
    return { study: learner.study, ask: (count) => learner.ask(count) };
  }
  const study = new Study({ ...options, sampler: SAMPLERS[method]() });
  return { study, ask: (count) => study.ask({ count }) };
}

function run(method, problem, seed) {
  const { study, ask } = startOf(method, problem, seed);
  for (let batch = 0; batch <= BATCHES; batch++) {
    for (const trial of ask(batch === 0 ? INITIAL : BATCH)) {
      study.tell(trial, problem.objective(trial.params));
    }
  }
  const front = study.paretoFront.map(({ values }) => [values.f1, values.f2]);
  const unit = problem.scale.reduce((product, side) => product * side, 1);
  const volume = front.length === 0 ? 0 : hypervolume(front, problem.reference) / unit;
  study.dispose();
  return {
    share: volume / problem.hypervolume,
    feasible: study.trials.filter((trial) => trial.feasible).length,
  };
}

function summary(numbers) {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const square = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length;
  return { mean, deviation: Math.sqrt(square) };
}

const first = Number(values["first-seed"]);
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => first + i);
for (const problem of problems) {
  for (const method of values.methods.split(",")) {
    const begin = process.cpuUsage();
    const runs = seeds.map((seed) => run(method, problem, seed));
    const { mean, deviation } = summary(runs.map(({ share }) => share));
    const feasible = summary(runs.map((one) => one.feasible)).mean;
    const { user } = process.cpuUsage(begin);
    const seconds = (user / 1e6 / seeds.length).toFixed(1);
    const figures = `${mean.toFixed(4)} ± ${deviation.toFixed(4)}, feasible ${feasible.toFixed(1)}`;
    const total = INITIAL + BATCHES * BATCH;
    console.log(`${problem.name} ${method}: ${figures} of ${total}, ${seconds} s a run`);
  }
}
