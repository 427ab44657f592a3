/** BoTorch's runs of the same problems with the same budgets, from ../shared/reference. */
import { existsSync, readFileSync } from "node:fs";

/** A checkout one level deeper, such as a second work tree, finds the folder too. */
const files = ["../shared/reference/traces.json", "../../shared/reference/traces.json"];

/** Quartiles of the best so far and median seconds per ask, by problem; null without the file. */
export function readReference(sampler) {
  const file = files.find((path) => existsSync(path));
  if (file === undefined) return null;
  const { summary } = JSON.parse(readFileSync(file, "utf8"));
  const acquisition = sampler === "sobol" || sampler === "random" ? "sobol" : "qlogei";
  const names = { Branin: "branin", Hartmann6: "hartmann6", Levy4: "levy4", Ackley10: "ackley10" };
  return Object.fromEntries(
    Object.entries(names).flatMap(([problem, name]) => {
      const entry = summary[`${name}|${acquisition}|default|q1|sd0`];
      if (entry === undefined) return [];
      const { N, complete, checkpoints_n_evals, q25, median, q75, median_ask_s } = entry;
      const figures = { evaluations: N, runs: complete, checkpoints: checkpoints_n_evals };
      return [[problem, { ...figures, q25, median, q75, askSeconds: median_ask_s }]];
    }),
  );
}
