import type { Aggregate } from "./ensemble.js";

/** The least that any member says. */
export const least: Aggregate = {
  value: (means) => means.reduce((lowest, mu) => Math.min(lowest, mu)),
  slopes(means, out) {
    let lowest = 0;
    for (let m = 1; m < means.length; m++) if (means[m]! < means[lowest]!) lowest = m;
    out.fill(0);
    out[lowest] = 1;
  },
};

export const average: Aggregate = {
  value: mean,
  slopes(means, out) {
    out.fill(1 / means.length);
  },
};

/** The mean less `penalty` times the variance between members. */
export function uncertaintyWeighted(penalty: number): Aggregate {
  return {
    value(means) {
      const center = mean(means);
      return center - penalty * mean(means.map((mu) => (mu - center) * (mu - center)));
    },
    slopes(means, out) {
      const center = mean(means);
      const k = means.length;
      for (let m = 0; m < k; m++) out[m] = (1 - 2 * penalty * (means[m]! - center)) / k;
    },
  };
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
