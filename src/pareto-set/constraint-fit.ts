/** Gaussian processes of the constrained quantities, on scales that are fine at their limits. */
import type { OutcomeConstraint } from "../acquisition/index.js";
import type { OutcomeLimits } from "../study/index.js";
import { fitObjective, kernelOf } from "../study/samplers/gp-model.js";
import { limitScale, warped } from "./limit-scale.js";
import { columnOf } from "./matrix.js";
import { CONTINUUM } from "./population.js";

/** Told values of constrained quantities beside their designs. */
export interface OutcomeData {
  readonly d: number;
  /** n × d, in the unit cube. */
  readonly points: Float64Array;
  /** Of c quantities; absent for none. */
  readonly limits?: readonly OutcomeLimits[];
  /** n × c, in the user's units. */
  readonly outcomes?: Float64Array;
}

/** A model and its limits a constraint; the caller disposes of the models. Cost: c fits. */
export function fitConstraints(data: OutcomeData): OutcomeConstraint[] {
  const { d, points, limits = [], outcomes = new Float64Array(0) } = data;
  const kernel = kernelOf(Array.from({ length: d }, () => CONTINUUM));
  const fitted: OutcomeConstraint[] = [];
  try {
    limits.forEach((own, j) => {
      const values = columnOf(outcomes, limits.length, j);
      const scale = limitScale(own, values);
      const y = values.map((value) => warped(scale, value));
      const model = fitObjective(kernel, "auto", points, y, {});
      const [lower, upper] = [warped(scale, own.lower), warped(scale, own.upper)];
      fitted.push({ model, lower, upper });
    });
    return fitted;
  } catch (error) {
    for (const { model } of fitted) model.dispose();
    throw error;
  }
}
