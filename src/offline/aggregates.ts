import type { Aggregate } from "./ensemble.js";

/** The least that any member says. */
export const least: Aggregate = {
  slopes(means, out) {
    let lowest = 0;
    for (let m = 1; m < means.length; m++) if (means[m]! < means[lowest]!) lowest = m;
    out.fill(0);
    out[lowest] = 1;
  },
};

export const average: Aggregate = {
  slopes(means, out) {
    out.fill(1 / means.length);
  },
};

/** The mean less `penalty` times the variance between members. */
export function uncertaintyWeighted(penalty: number): Aggregate {
  return {
    slopes(means, out) {
      const k = means.length;
      let mean = 0;
      for (const mu of means) mean += mu / k;
      for (let m = 0; m < k; m++) out[m] = (1 - 2 * penalty * (means[m]! - mean)) / k;
    },
  };
}
