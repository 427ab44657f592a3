/** Value and gradient of acquisition functions at a batch of 10 points: a round of the search. */
import { hartmannData, points } from "../gp/data.mjs";
import { race } from "../support/race.mjs";
import { source } from "../support/source.mjs";

export async function rows() {
  const { GaussianProcess, logExpectedImprovement, qLogNoisyExpectedImprovement } = await source({
    GaussianProcess: "gp/index.js",
    logExpectedImprovement: "acquisition/index.js",
    qLogNoisyExpectedImprovement: "acquisition/index.js",
  });
  const result = [];
  for (const n of [20, 50, 100, 200]) {
    const { X, y } = hartmannData(n);
    const model = new GaussianProcess({ bounds: Array(6).fill([0, 1]) }).fit(X, y);
    const at = Float64Array.from(points(10, 6, 7).flat());
    const analytic = logExpectedImprovement({ model, bestF: Math.max(...y) });
    const sampled = qLogNoisyExpectedImprovement({ model, baseline: X });
    const unit = { unit: "µs" };
    const logei = { steinbock: () => analytic.evaluate(at) };
    result.push(await race(`LogEI with gradient, 10 points, n = ${n}`, logei, unit));
    const noisy = { steinbock: () => sampled.evaluate(at) };
    result.push(await race(`qLogNEI with gradient, 10 points, n = ${n}`, noisy, unit));
  }
  return result;
}
