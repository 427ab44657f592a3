/** A whole fit of a Matérn 5/2 process from the prior's modes, and scikit-learn's from one start. */
import { python } from "../support/python.mjs";
import { race } from "../support/race.mjs";
import { source } from "../support/source.mjs";
import { hartmannData, sklearnSetup } from "./data.mjs";

/** What an ask of the same n can spare for the fit. */
const targets = { 20: 5, 50: 8, 100: 14, 200: 60 };

export async function rows() {
  const { GaussianProcess, matern52 } = await source({
    GaussianProcess: "gp/gaussian-process.js",
    matern52: "gp/index.js",
  });
  const result = [];
  for (const n of [20, 50, 100, 200]) {
    const data = hartmannData(n);
    const fit = (noise) => () => {
      const options = { kernel: matern52(), noise, bounds: Array(6).fill([0, 1]) };
      new GaussianProcess(options).fit(data.X, data.y).dispose();
    };
    const sklearn = python({
      setup: sklearnSetup(n),
      run: "GaussianProcessRegressor(kernel=kernel, alpha=0).fit(X, y)",
    });
    const atMost = [{ atMost: targets[n] }];
    const contestants = { steinbock: fit("auto"), "scikit-learn": sklearn };
    const name = `fit, Hartmann6, n = ${n}`;
    result.push(await race(`${name}, noise "auto"`, contestants, { unit: "ms", targets: atMost }));
    const inferred = { steinbock: fit("infer") };
    result.push(await race(`${name}, noise "infer"`, inferred, { unit: "ms", targets: atMost }));
  }
  return result;
}
