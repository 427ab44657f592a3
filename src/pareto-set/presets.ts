/** The methods by name: settings as published, and as they have proved best. */
import type { ParetoSetSettings } from "./settings.js";

const svh: ParetoSetSettings = {
  scalarization: "weighted",
  augmentation: 0,
  // Alone, every particle comes nearer to where its preference points: the published interaction
  // keeps particles from collapsing to one end of the front, and so does what they imitate first.
  interaction: "alone",
  bandwidth: "median",
  repulsion: 0.1,
  normalization: "none",
  unitDrive: false,
  sum: false,
  staleGradient: false,
  optimism: 0.1,
  modelOptimism: -2,
  alternate: true,
  spread: "deviation",
  particles: 10,
  steps: 1000,
  learningRate: 1e-3,
  annealing: true,
  imitation: 0.5,
  width: 256,
  checkpointEvery: 0,
  movingReference: false,
  candidates: 1000,
  refinement: 15,
  margin: 0.1,
  reach: 3,
  runningIdeal: false,
  standardize: true,
  surrogate: "evidence",
  // About the least deviation of outcomes in training: the optimum then lies at the border.
  penalty: 0.05,
};

const psl: ParetoSetSettings = {
  ...svh,
  scalarization: "ray",
  augmentation: 0.01,
  unitDrive: true,
  sum: true,
  learningRate: 3e-3,
  annealing: false,
  imitation: 0,
  modelOptimism: 0.1,
  alternate: false,
  refinement: 0,
  reach: 0,
  surrogate: "map",
};

/** Written out, so that a change of the default is none of the published rules. */
const compat: ParetoSetSettings = {
  scalarization: "weighted",
  augmentation: 0,
  interaction: "local",
  bandwidth: "squared",
  repulsion: 0.1,
  normalization: "column",
  unitDrive: false,
  sum: false,
  staleGradient: true,
  optimism: 0.1,
  modelOptimism: 0.1,
  alternate: false,
  spread: "variance",
  particles: 10,
  steps: 1000,
  learningRate: 1e-3,
  annealing: false,
  imitation: 0,
  width: 256,
  checkpointEvery: 1,
  movingReference: true,
  candidates: 1000,
  refinement: 0,
  margin: 0,
  reach: 0,
  runningIdeal: true,
  standardize: true,
  surrogate: "adam",
  penalty: 0.05,
};

export const presets = {
  svh,
  "svh-psl": svh,
  "svh-compat": compat,
  psl,
  "psl-smooth": { ...psl, scalarization: "smooth", augmentation: 0.05 },
} as const satisfies Record<string, ParetoSetSettings>;

/**
 * `"svh-psl"` (default, also `"svh"`): the published loss and network, otherwise trained. The
 * network first imitates the front that a global search finds on the models, then follows its own
 * gradients at a falling rate, preferences weigh objectives by the ranges of that front, and
 * particles do not interact. The model that answers preferences keeps to what is known; every other
 * pick of a batch explores. Objectives are modelled with a trend and in the form that the data
 * choose, every pick is moved to where it gains most, and the reference point lies beyond the worst
 * values that the candidates promise, but near the evaluated front.
 *
 * `"svh-compat"`: the rules of the published scripts, with particles that interact and the
 * repulsion 0.1 of their figures; for their ZDT runs, which model outputs as they are, add
 * `standardize: false`.
 *
 * `"psl"`: particles alone, on preference rays. `"psl-smooth"`: the same without kinks.
 *
 * Sources: Nguyen et al. 2025, arXiv:2412.17312; Lin et al. 2022, arXiv:2210.08495; for
 * `"psl-smooth"` Lin et al. 2024, arXiv:2402.19078.
 */
export type ParetoSetMethod = keyof typeof presets;
