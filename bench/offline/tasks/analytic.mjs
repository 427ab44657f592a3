/** Test functions of which the worse 60 % of 5,000 uniform points are visible; exact, in seconds. */
import { expectNear, mulberry32, percentile } from "./shared.mjs";

const POINTS = 5000;

/** Name, bounds where they are not the problem's, score of row 0, worst of all, threshold. */
const TASKS = [
  ["Branin", null, -4.313509, -290.846, -24.7486],
  ["Hartmann6", null, 0.006902, 9.30462e-6, 0.1727],
  ["Levy10", [-10, 10], -153.242297, -353.247, -102.627],
  ["Ackley20", [-32.768, 32.768], -21.469884, -21.9244, -21.178],
  ["Rastrigin20", [-5.12, 5.12], -387.028161, -529.981, -359.198],
  ["Rosenbrock20", [-5, 10], -4248809.867635, -6.23712e6, -2.13888e6],
];

export function analyticTasks({ branin, hartmann6, levy, ackley, rastrigin, rosenbrock, float }) {
  const problems = [branin, hartmann6, levy(10), ackley(20), rastrigin(20), rosenbrock(20)];
  return TASKS.map(([name, interval, first, worst, threshold], t) => () => {
    const problem = problems[t];
    const bounds = interval ? problem.bounds.map(() => interval) : problem.bounds;
    const draw = mulberry32(12345);
    const points = Array.from({ length: POINTS }, () =>
      bounds.map(([low, high]) => low + (high - low) * draw()),
    );
    const values = points.map((x) => -problem.evaluate(x));
    const least = values.reduce((low, value) => Math.min(low, value));
    const edge = percentile(values, 60);
    expectNear(`${name}, row 0`, values[0], first);
    expectNear(`${name}, the worst`, least, worst);
    expectNear(`${name}, 60 %`, edge, threshold, 1e-3);
    const visible = values.map((_, i) => i).filter((i) => values[i] <= edge);
    return {
      name,
      exact: true,
      data: { X: visible.map((i) => points[i]), y: visible.map((i) => values[i]) },
      space: Object.fromEntries(bounds.map(([low, high], j) => [`x${j + 1}`, float(low, high)])),
      score: (x) => (-problem.evaluate(x) - least) / (-problem.optimum - least),
      random(seed, count) {
        const next = mulberry32(seed);
        return Array.from({ length: count }, () =>
          bounds.map(([low, high]) => low + (high - low) * next()),
        );
      },
    };
  });
}
