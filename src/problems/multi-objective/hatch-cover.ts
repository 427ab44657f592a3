import { type MultiObjectiveProblem, multiObjectiveProblem, violation } from "./problem.js";

/** RE24, hatch cover: weight against what the constraints lack. */
export const re24: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE24",
  bounds: [
    [0.5, 4],
    [0.5, 50],
  ],
  ideal: [60.5, 0],
  nadir: [481.608088535, 44.2819047619],
  hypervolume: 1.1712564344247087,
  exact: false,
  evaluate(x) {
    const [flange, beam] = [x[0]!, x[1]!];
    const elasticity = 700_000;
    const bending = 4500 / (flange * beam);
    const buckling = (elasticity * flange * flange) / 100;
    const deflection = 562_000 / (elasticity * flange * beam * beam);
    const lacking = violation([
      1 - bending / 700,
      1 - 1800 / beam / 450,
      1 - deflection / 1.5,
      1 - bending / buckling,
    ]);
    return [flange + 120 * beam, lacking];
  },
});
