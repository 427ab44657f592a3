import { sin } from "../../core/math.js";
import { box, type Problem, problem } from "../problem.js";

/** Gramacy et al. 2016: a linear objective under a wavy constraint and a circle. */
export const gramacy: Problem = problem({
  name: "Gramacy",
  bounds: box(2, 0, 1),
  optimum: 0.599788052010068,
  minimizers: [[0.195122683472072, 0.404665368537996]],
  evaluate: (x) => x[0]! + x[1]!,
  constraints(x) {
    const [a, b] = [x[0]!, x[1]!];
    const waves = 0.5 * sin(2 * Math.PI * (a * a - 2 * b));
    return [1.5 - a - 2 * b - waves, a * a + b * b - 1.5];
  },
});
