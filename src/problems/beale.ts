import { box, type Problem, problem } from "./problem.js";

/** Beale: sharp peaks at the corners of the box, a flat valley inside. */
export const beale: Problem = problem({
  name: "Beale",
  bounds: box(2, -4.5, 4.5),
  optimum: 0,
  minimizers: [[3, 0.5]],
  evaluate(x) {
    const [a, b] = [x[0]!, x[1]!];
    const first = 1.5 - a + a * b;
    const second = 2.25 - a + a * b * b;
    const third = 2.625 - a + a * b * b * b;
    return first * first + second * second + third * third;
  },
});
