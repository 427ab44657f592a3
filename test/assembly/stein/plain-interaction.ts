/** The gradient of one step with interacting particles, all of its slopes by central differences. */
import { differences, forward } from "../nn/plain-network.js";
import { type PlainStep, posterior } from "./plain-loss.js";

export interface PlainRules {
  interaction: "local" | "global";
  bandwidth: "squared" | "median";
  normalization: "none" | "particle" | "column";
  spread: "deviation" | "variance";
  /** α. */
  repulsion: number;
}

export interface PlainGradient {
  /** The step's gradient, a number a parameter. */
  total: Float64Array;
  /** The share of the repulsion in it. */
  repulsion: Float64Array;
  /** The active objective of every particle. */
  active: number[];
  /** K, rows i, columns j. */
  kernel: number[][];
}

function bounds(step: PlainStep, { spread }: PlainRules, parameters: Float64Array): number[][] {
  return forward(step.shape, parameters, step.preferences).map((x) =>
    step.objectives.map((model) => {
      const { mean, variance } = posterior(model, x);
      return mean - step.optimism * (spread === "variance" ? variance : Math.sqrt(variance));
    }),
  );
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half) - 1]) / 2;
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/**
 * (1/B) [Σ_j w_j ĝ_j + α ∇ ΣK]: what a particle's gradient is made of, the active objectives and the
 * bandwidths, are constants. `stale`, the gradient of the step before, joins that of particle 0.
 */
export function plainGradient(
  step: PlainStep,
  rules: PlainRules,
  parameters: Float64Array,
  stale?: Float64Array,
): PlainGradient {
  const { preferences, ideal } = step;
  const count = preferences.length;
  const at = (moved: Float64Array) => bounds(step, rules, moved);
  const F = at(parameters);
  const active = F.map((row, j) => {
    const terms = row.map((value, o) => preferences[j][o] * (value - ideal[o]));
    return terms.indexOf(Math.max(...terms));
  });
  const gap = (values: number[][], i: number, j: number, o: number) =>
    rules.interaction === "local"
      ? (values[i][o] - values[j][o]) ** 2
      : sum(values[i].map((value, p) => (value - values[j][p]) ** 2));
  const widths = ideal.map((_, o) => {
    const middle = median(F.flatMap((_, i) => F.map((_, j) => gap(F, i, j, o))));
    return (rules.bandwidth === "squared" ? middle ** 2 : middle) / Math.log(count);
  });
  const kernelOf = (values: number[][]) =>
    values.map((_, i) =>
      values.map((_, j) => Math.exp(-gap(values, i, j, active[j]) / widths[active[j]])),
    );
  const kernel = kernelOf(F);
  const own = preferences.map((weights, j) =>
    differences((moved) => weights[active[j]] * at(moved)[j][active[j]], parameters),
  );
  if (stale !== undefined) own[0] = own[0].map((value, p) => value + stale[p]);
  const normalized = normalize(own, rules.normalization);
  const push = differences((moved) => sum(kernelOf(at(moved)).flat()), parameters);
  const repulsion = push.map((value) => (rules.repulsion * value) / count);
  const total = repulsion.map((value, p) => {
    const pulls = normalized.map((g, j) => g[p] * sum(kernel.map((row) => row[j])));
    return value + sum(pulls) / count;
  });
  return { total, repulsion, active, kernel };
}

/** Each particle's gradient over its own norm, or each parameter over its norm in all particles. */
function normalize(own: Float64Array[], rule: PlainRules["normalization"]): Float64Array[] {
  const norm = (values: number[]) => Math.max(Math.hypot(...values), 1e-12);
  if (rule === "none") return own;
  if (rule === "particle") return own.map((g) => g.map((value) => value / norm(Array.from(g))));
  return own.map((g) => g.map((value, p) => value / norm(own.map((other) => other[p]))));
}
