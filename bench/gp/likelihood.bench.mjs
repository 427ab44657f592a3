/** Log marginal likelihood with its gradient in all hyperparameters: the step of a fit. */
import { python } from "../support/python.mjs";
import { race } from "../support/race.mjs";
import { source } from "../support/source.mjs";
import { hartmannData, sklearnSetup } from "./data.mjs";

/** BoTorch 0.18.1 on one thread of another machine: an anchor, not a rival of this run. */
const targets = {
  20: [],
  50: [],
  100: [{ atMost: 0.25 }],
  200: [{ atMost: 1.2 }],
  500: [{ atMost: 11 }],
};

export async function rows() {
  const { Model, matern52 } = await source({ Model: "gp/model.js", matern52: "gp/index.js" });
  const result = [];
  for (const n of [20, 50, 100, 200, 500]) {
    const data = hartmannData(n);
    const model = new Model(matern52(), n, 6, 1);
    model.setData({
      n,
      x: Float64Array.from(data.X.flat()),
      y: Float64Array.from(data.y),
      noise: null,
    });
    const parameters = Float64Array.of(...Array(6).fill(Math.log(0.5)), Math.log(0.01));
    const gradient = new Float64Array(7);
    const sklearn = python({
      setup: `${sklearnSetup(n)}theta = gp.kernel_.theta`,
      run: "gp.log_marginal_likelihood(theta, eval_gradient=True)",
    });
    const name = `likelihood + gradient, Matérn 5/2 ARD, d = 6, n = ${n}`;
    const contestants = {
      steinbock: () => model.likelihood(parameters, true, gradient),
      "scikit-learn": sklearn,
    };
    result.push(await race(name, contestants, { unit: "ms", targets: targets[n] }));
    model.dispose();
  }
  return result;
}
