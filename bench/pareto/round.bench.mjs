/** Pareto-set learning: one whole round at the size of the published protocol, and one answer. */
import { ParetoSetLearner } from "steinbock/pareto";
import { linF2 } from "steinbock/problems";
import { median } from "../support/median.mjs";

const problem = linF2(6);
const ROUNDS = 5;
const ANSWERS = 2000;

/** Processor milliseconds of a call. */
function milliseconds(work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** A learner with 60 results of the problem: 2 objectives, 6 inputs. */
function learnerOf(seed) {
  const options = { space: problem.space(), objectives: problem.directions() };
  const learner = new ParetoSetLearner({ ...options, seed, initialDesign: 60 });
  const batch = learner.ask(60);
  learner.tell(
    batch,
    batch.map(({ params }) => problem.objective(params)),
  );
  return learner;
}

export async function rows() {
  const rounds = Array.from({ length: ROUNDS }, (_, i) => {
    const learner = learnerOf(i + 1);
    const time = milliseconds(() => learner.ask(5));
    learner.dispose();
    return time;
  });
  const { model } = learnerOf(1);
  const answer = (i) => model.solution([1 + i / ANSWERS, 1]);
  for (let i = 0; i < ANSWERS; i++) answer(i);
  const answers = milliseconds(() => {
    for (let i = 0; i < ANSWERS; i++) answer(i);
  });
  return [
    {
      name: "one round: n = 60, k = 2, d = 6, 1,000 steps, 5 of 1,000 candidates",
      value: median(rounds) / 1000,
      unit: "s",
      targets: [{ atMost: 1.5 }],
      rivals: [],
    },
    {
      name: "solution() for a preference, n = 60",
      value: answers / ANSWERS,
      unit: "ms",
      targets: [{ atMost: 0.2 }],
      rivals: [],
    },
  ];
}
