import { matern52, scale } from "../../src/gp/kernels/index.js";
import type { Model } from "../../src/gp/model.js";
import { factorizedModel } from "./gp-model.js";

/** The model of every section of acq.json: Matérn-5/2 with two lengthscales and a prior mean. */
export function referenceModel({
  model,
  X,
  y,
}: {
  model: { noise: number };
  X: number[][];
  y: number[];
}): Model {
  const kernel = scale(matern52({ lengthscale: [0.35, 0.6] }), { outputscale: 1.3 });
  return factorizedModel({ kernel, X, y: [y], noise: model.noise, mean: 0.1 });
}
