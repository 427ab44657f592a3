import { type Problem, problem } from "./problem.js";

/** Bukin's sixth function: a narrow curved ridge of kinks. */
export const bukin: Problem = problem({
  name: "Bukin",
  bounds: [
    [-15, -5],
    [-3, 3],
  ],
  optimum: 0,
  minimizers: [[-10, 1]],
  evaluate(x) {
    const [a, b] = [x[0]!, x[1]!];
    return 100 * Math.sqrt(Math.abs(b - 0.01 * a * a)) + 0.01 * Math.abs(a + 10);
  },
});
