/**
 * A whole Pareto set from few evaluations: say what may be chosen and what counts, and give a function
 * that measures a design. Copy this file and put your own space and simulation in place of these.
 */
import { float } from "steinbock";
import { ParetoSetLearner } from "steinbock/pareto";
import { re21 } from "steinbock/problems";

/** Cross-sections of the four bars of the truss, cm². */
const space = {
  x1: float(1, 3),
  x2: float(Math.SQRT2, 3),
  x3: float(Math.SQRT2, 3),
  x4: float(1, 3),
};
/** Volume of the bars, cm³, and displacement of the joint, cm: less of one is more of the other. */
const objectives = { volume: "minimize", displacement: "minimize" };

/** Measures a design; stands for a simulation of minutes or an experiment of days. */
function simulate({ x1, x2, x3, x4 }) {
  const [volume, displacement] = re21.evaluate([x1, x2, x3, x4]);
  return { volume, displacement };
}

/** The learner after `initial` evaluations and `rounds` of `size` more; `onRound` sees it after each. */
export function design({ initial = 20, rounds = 12, size = 5, seed, onRound = () => {} }) {
  const learner = new ParetoSetLearner({ space, objectives, seed, initialDesign: initial });
  for (let round = 0; round <= rounds; round++) {
    const batch = learner.ask(round === 0 ? initial : size);
    learner.tell(
      batch,
      batch.map(({ params }) => simulate(params)),
    );
    onRound(learner, round);
  }
  return learner;
}
