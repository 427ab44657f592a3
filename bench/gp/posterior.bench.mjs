/** Predictions of a fitted model through the public class. */
import { python } from "../support/python.mjs";
import { race } from "../support/race.mjs";
import { source } from "../support/source.mjs";
import { hartmannData, points, sklearnSetup } from "./data.mjs";

export async function rows() {
  const { GaussianProcess, matern52 } = await source({
    GaussianProcess: "gp/gaussian-process.js",
    matern52: "gp/index.js",
  });
  const data = hartmannData(500);
  const options = {
    kernel: matern52({ lengthscale: 0.5 }),
    noise: 0.01,
    bounds: Array(6).fill([0, 1]),
  };
  const gp = new GaussianProcess(options).fit(data.X, data.y, { maxIterations: 0 });
  const rivals = (m, seed) => ({
    "scikit-learn": python({
      setup: `${sklearnSetup(500)}Z = points(${m}, ${seed})`,
      run: "gp.predict(Z, return_std=True)",
    }),
  });
  const thousand = Float64Array.from(points(1000, 6, 7).flat());
  const ten = Float64Array.from(points(10, 6, 8).flat());
  return [
    await race(
      "mean + variance at 1,000 points, n = 500, d = 6",
      { steinbock: () => gp.predict(thousand), ...rivals(1000, 7) },
      { unit: "ms", targets: [{ atMost: 15 }] },
    ),
    await race(
      "mean + variance at 10 points, n = 500, d = 6",
      { steinbock: () => gp.predict(ten), ...rivals(10, 8) },
      { unit: "µs" },
    ),
    await race(
      "… with gradients",
      { steinbock: () => gp.predict(ten, { gradients: true }) },
      { unit: "µs" },
    ),
  ];
}
