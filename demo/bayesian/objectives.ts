/** Hidden functions to be maximized, with the range of their input and of what is shown. */
export interface Objective {
  readonly range: readonly [number, number];
  readonly shown: readonly [number, number];
  readonly evaluate: (x: number) => number;
}

export const objectives = {
  Forrester: {
    range: [0, 1],
    shown: [-17, 9],
    evaluate: (x) => -((6 * x - 2) ** 2) * Math.sin(12 * x - 4),
  },
  "Gramacy and Lee": {
    range: [0.5, 2.5],
    shown: [-6.5, 3],
    evaluate: (x) => -Math.sin(10 * Math.PI * x) / (2 * x) - (x - 1) ** 4,
  },
  "narrow peak": {
    range: [0, 10],
    shown: [-1.5, 3],
    evaluate: (x) => 2 * Math.exp(-((x - 7.4) ** 2) / 0.18) + Math.sin(x / 2.2) - 0.06 * x,
  },
} satisfies Record<string, Objective>;
