import { type MultiObjectiveProblem, multiObjectiveProblem, violation } from "./problem.js";

/** RE32, welded beam: cost, deflection, and what the constraints lack. */
export const re32: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE32",
  bounds: [
    [0.125, 5],
    [0.1, 10],
    [0.1, 10],
    [0.125, 5],
  ],
  ideal: [0.010205496875, 0.00043904, 0],
  nadir: [37.7831517014, 17561.6, 425062976.628],
  hypervolume: 1.3306416000738317,
  exact: false,
  evaluate(x) {
    const [h, l, t, b] = [x[0]!, x[1]!, x[2]!, x[3]!];
    const [load, span, young, shear] = [6000, 14, 30e6, 12e6];
    const cubed = t * t * t;
    const arm = (h + t) / 2;
    const moment = load * (span + l / 2);
    const radius = Math.sqrt((l * l) / 4 + arm * arm);
    const inertia = 2 * Math.SQRT2 * h * l * ((l * l) / 12 + arm * arm);
    const primary = load / (Math.SQRT2 * h * l);
    const secondary = (moment * radius) / inertia;
    const stress = Math.sqrt(
      primary * primary + (primary * secondary * l) / radius + secondary * secondary,
    );
    const bending = (6 * load * span) / (b * t * t);
    const buckling =
      ((4.013 * young * t * b * b * b) / 6 / (span * span)) *
      (1 - (t / (2 * span)) * Math.sqrt(young / (4 * shear)));
    return [
      1.10471 * h * h * l + 0.04811 * t * b * (span + l),
      (4 * load * span * span * span) / (young * b * cubed),
      violation([13_600 - stress, 30_000 - bending, b - h, buckling - load]),
    ];
  },
});
