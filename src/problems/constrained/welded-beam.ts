import { type Problem, problem } from "../problem.js";

/** Load in pounds, length in inches, moduli of elasticity and shear in psi. */
const LOAD = 6000;
const LENGTH = 14;
const ELASTICITY = 30e6;
const SHEAR = 12e6;

function shearStress(height: number, weld: number, thickness: number): number {
  const half = (height + thickness) / 2;
  const moment = LOAD * (LENGTH + weld / 2);
  const radius = Math.sqrt((weld * weld) / 4 + half * half);
  const polar = 2 * Math.SQRT2 * height * weld * ((weld * weld) / 12 + half * half);
  const primary = LOAD / (Math.SQRT2 * height * weld);
  const secondary = (moment * radius) / polar;
  return Math.sqrt(
    primary * primary + (primary * secondary * weld) / radius + secondary * secondary,
  );
}

/** Load at which the bar buckles, in the form of the literature. */
function bucklingLoad(thickness: number, breadth: number): number {
  const slenderness = (thickness / (2 * LENGTH)) * Math.sqrt(ELASTICITY / (4 * SHEAR));
  const stiffness = (thickness * breadth * breadth * breadth) / 6;
  return ((4.013 * ELASTICITY) / (LENGTH * LENGTH)) * stiffness * (1 - slenderness);
}

/** Cost of a welded beam: height and length of the weld, thickness and breadth of the bar. */
export const weldedBeam: Problem = problem({
  name: "WeldedBeam",
  bounds: [
    [0.125, 10],
    [0.1, 10],
    [0.1, 10],
    [0.1, 10],
  ],
  optimum: 1.72485230859736,
  minimizers: [[0.205729639786079, 3.470488665628, 9.03662391035763, 0.205729639786079]],
  evaluate(x) {
    const [h, l, t, b] = [x[0]!, x[1]!, x[2]!, x[3]!];
    return 1.10471 * h * h * l + 0.04811 * t * b * (14 + l);
  },
  constraints(x) {
    const [h, l, t, b] = [x[0]!, x[1]!, x[2]!, x[3]!];
    return [
      shearStress(h, l, t) - 13600,
      (6 * LOAD * LENGTH) / (b * t * t) - 30000,
      h - b,
      0.10471 * h * h + 0.04811 * t * b * (14 + l) - 5,
      (4 * LOAD * LENGTH * LENGTH * LENGTH) / (ELASTICITY * t * t * t * b) - 0.25,
      LOAD - bucklingLoad(t, b),
    ];
  },
});
