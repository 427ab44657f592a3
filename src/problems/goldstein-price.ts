import { log } from "../core/math.js";
import { box, type Problem, problem } from "./problem.js";

function value(x: ArrayLike<number>): number {
  const [a, b] = [x[0]!, x[1]!];
  const sum = a + b + 1;
  const gap = 2 * a - 3 * b;
  const first = 19 - 14 * a + 3 * a * a - 14 * b + 6 * a * b + 3 * b * b;
  const second = 18 - 32 * a + 12 * a * a + 48 * b - 36 * a * b + 27 * b * b;
  return (1 + sum * sum * first) * (30 + gap * gap * second);
}

const SHARED = { bounds: box(2, -2, 2), minimizers: [[0, -1]] } as const;

/** Goldstein and Price: values over six orders of magnitude. */
export const goldsteinPrice: Problem = problem({
  name: "GoldsteinPrice",
  ...SHARED,
  optimum: 3,
  evaluate: value,
});

/** ln of Goldstein and Price. */
export const logGoldsteinPrice: Problem = problem({
  name: "LogGoldsteinPrice",
  ...SHARED,
  optimum: 1.09861228866811,
  evaluate: (x) => log(value(x)),
});
