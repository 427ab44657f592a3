import { cos } from "../core/math.js";
import { box, diagonal, type Problem, problem } from "./problem.js";

/** Cosines: a bowl with ripples. */
export const cosines: Problem = problem({
  name: "Cosines",
  bounds: box(2, 0, 5),
  optimum: -1.6,
  minimizers: [[0.3125, 0.3125]],
  evaluate(x) {
    let sum = -1;
    for (let i = 0; i < 2; i++) {
      const u = 1.6 * x[i]! - 0.5;
      sum += u * u - 0.3 * cos(3 * Math.PI * u);
    }
    return sum;
  },
});

/** The cosine mixture in eight inputs, to be maximized. */
export const cosine8: Problem = problem({
  name: "Cosine8",
  direction: "maximize",
  bounds: box(8, -1, 1),
  optimum: 0.8,
  minimizers: [diagonal(8, 0)],
  evaluate(x) {
    let sum = 0;
    for (let i = 0; i < 8; i++) sum += 0.1 * cos(5 * Math.PI * x[i]!) - x[i]! * x[i]!;
    return sum;
  },
});
