import { type MultiObjectiveProblem, multiObjectiveProblem, violation } from "./problem.js";

const [LOAD, SPAN, YOUNG, SHEAR] = [6000, 14, 30e6, 12e6] as const;

const BOUNDS = [
  [0.125, 5],
  [0.1, 10],
  [0.1, 10],
  [0.125, 5],
] as const;

/** Cost, and deflection at the end of the bar. */
function objectives(x: ArrayLike<number>): [cost: number, deflection: number] {
  const [h, l, t, b] = [x[0]!, x[1]!, x[2]!, x[3]!];
  const cubed = t * t * t;
  return [
    1.10471 * h * h * l + 0.04811 * t * b * (SPAN + l),
    (4 * LOAD * SPAN * SPAN * SPAN) / (YOUNG * b * cubed),
  ];
}

/** What is left until the weld shears, the bar bends or buckles, and the weld outgrows the bar. */
function reserves(x: ArrayLike<number>): number[] {
  const [h, l, t, b] = [x[0]!, x[1]!, x[2]!, x[3]!];
  const arm = (h + t) / 2;
  const moment = LOAD * (SPAN + l / 2);
  const radius = Math.sqrt((l * l) / 4 + arm * arm);
  const inertia = 2 * Math.SQRT2 * h * l * ((l * l) / 12 + arm * arm);
  const primary = LOAD / (Math.SQRT2 * h * l);
  const secondary = (moment * radius) / inertia;
  const stress = Math.sqrt(
    primary * primary + (primary * secondary * l) / radius + secondary * secondary,
  );
  const bending = (6 * LOAD * SPAN) / (b * t * t);
  const buckling =
    ((4.013 * YOUNG * t * b * b * b) / 6 / (SPAN * SPAN)) *
    (1 - (t / (2 * SPAN)) * Math.sqrt(YOUNG / (4 * SHEAR)));
  return [13_600 - stress, 30_000 - bending, b - h, buckling - LOAD];
}

/** RE32, welded beam: cost, deflection, and what the constraints lack. */
export const re32: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE32",
  bounds: BOUNDS,
  ideal: [0.010205496875, 0.00043904, 0],
  nadir: [37.7831517014, 17561.6, 425062976.628],
  hypervolume: 1.3306416000738317,
  exact: false,
  evaluate: (x) => [...objectives(x), violation(reserves(x))],
});

/**
 * CRE22, the same with its four constraints as such. The front is of SLSQP, cost for 1,500 bounds of
 * the deflection.
 */
export const cre22: MultiObjectiveProblem = multiObjectiveProblem({
  name: "CRE22",
  bounds: BOUNDS,
  ideal: [1.724852308597, 0.00043904],
  nadir: [35.3075735, 0.01445967744],
  hypervolume: 1.1331540970072125,
  exact: false,
  evaluate: objectives,
  constraints: (x) => reserves(x).map((reserve) => -reserve),
});
