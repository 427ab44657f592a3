/**
 * Tuning a learner with Steinbock: say what may be chosen, and give a function that measures it.
 * Copy this file and put your own space and objective in place of these.
 */
import { choice, float, Study } from "steinbock";
import { crossValidatedError } from "./car-mileage.mjs";

const log = { scale: "log" };
const space = {
  target: choice(["mileage", "log mileage", "consumption"]),
  cost: float(1, 100, log),
  gamma: float(0.01, 1, log),
  epsilon: float(0.01, 0.5, log),
  age: float(0.2, 5, log),
  origin: float(0.1, 2, log),
};

/** The study after `trials` evaluations; `options` are those of `Study`: a seed, a sampler. */
export async function tune({ trials, onProgress, ...options }) {
  const study = new Study({ space, objectives: { error: "minimize" }, ...options });
  await study.optimize(crossValidatedError, { trials, onProgress });
  return study;
}
