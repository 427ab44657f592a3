/**
 * Every trade-off of a design that must keep limits: a welded beam shall be cheap and stiff, its weld
 * must not shear, its bar neither yield nor buckle. None of this is known before it is measured.
 *
 * Copy this file and put your own space, limits and simulation in place of these.
 */
import { float } from "steinbock";
import { ParetoSetLearner } from "steinbock/pareto";
import { cre22 } from "steinbock/problems";

/** Height and length of the weld, thickness and breadth of the bar, inches. */
const space = {
  height: float(0.125, 5),
  length: float(0.1, 10),
  thickness: float(0.1, 10),
  breadth: float(0.125, 5),
};
/** Dollars, and inches at the end of the bar: less of one is more of the other. */
const objectives = { cost: "minimize", deflection: "minimize" };
/** Stresses in psi, the load at which the bar buckles in pounds, the bar's overhang in inches. */
const constraints = {
  shear: { upper: 13_600 },
  bending: { upper: 30_000 },
  buckling: { lower: 6000 },
  overhang: { lower: 0 },
};

/** Measures a design; stands for a simulation of minutes or an experiment of days. */
function simulate({ height, length, thickness, breadth }) {
  const x = [height, length, thickness, breadth];
  const [cost, deflection] = cre22.evaluate(x);
  const [shear, bending, overlap, load] = cre22.constraints(x);
  return {
    ...{ cost, deflection, shear: 13_600 + shear, bending: 30_000 + bending },
    ...{ buckling: 6000 - load, overhang: -overlap },
  };
}

const learner = new ParetoSetLearner({
  space,
  objectives,
  constraints,
  initialDesign: 20,
  seed: 1,
});
for (let round = 0; round <= 10; round++) {
  const batch = learner.ask(round === 0 ? 20 : 4);
  learner.tell(
    batch,
    batch.map(({ params }) => simulate(params)),
  );
}

const kept = learner.trials.filter(({ feasible }) => feasible).length;
console.log(`${kept} of ${learner.trials.length} designs keep all limits,`);
console.log(`${learner.paretoFront.length} of these are a trade-off that no other beats:`);
const byCost = [...learner.paretoFront].sort((a, b) => a.values.cost - b.values.cost);
for (const { values } of byCost) {
  console.log(`  $ ${values.cost.toFixed(2).padStart(5)}  ${values.deflection.toFixed(5)} in`);
}

console.log("Between them, by preference: predicted, with the chance to keep all limits");
for (const weight of [0.9, 0.7, 0.5, 0.3, 0.1]) {
  const { predicted, feasibility } = learner.solution({ cost: weight, deflection: 1 - weight });
  const { cost, deflection } = predicted;
  const chance = `${(100 * feasibility).toFixed(0)} %`;
  console.log(
    `  $ ${cost.mean.toFixed(2).padStart(5)}  ${deflection.mean.toFixed(5)} in  ${chance}`,
  );
}
