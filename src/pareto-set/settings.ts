import { InputError } from "../errors.js";

/** Numbers and rules of Pareto-set learning; letters as in the literature. */
export interface ParetoSetSettings {
  /**
   * What a preference means. `"weighted"`: max λ (f − z), larger is more important. `"ray"`:
   * max (f − z)/λ + ρ Σ f, larger is more tolerant. `"smooth"`: `"weighted"` without its kinks.
   */
  readonly scalarization: "weighted" | "ray" | "smooth";
  /** ρ of `"ray"`, or the smoothing μ of `"smooth"`. */
  readonly augmentation: number;
  /** Which objectives the kernel between particles compares: none, the active one, or all. */
  readonly interaction: "alone" | "local" | "global";
  /** Bandwidth of that kernel: med²/ln B as published, or med/ln B, of squared distances. */
  readonly bandwidth: "squared" | "median";
  /** α, the weight of the particles' repulsion. */
  readonly repulsion: number;
  /** Over what a particle's gradient is normalized: nothing, itself, or each parameter. */
  readonly normalization: "none" | "particle" | "column";
  /** Whether drives are scaled to unit length in design space first. */
  readonly unitDrive: boolean;
  /** Whether a step is the sum of the particles' gradients instead of their mean. */
  readonly sum: boolean;
  /** Published quirk: the last step's gradient leaks into the first particle's. */
  readonly staleGradient: boolean;
  /** β of the lower confidence bounds on which a batch is chosen, and its network trained. */
  readonly optimism: number;
  /**
   * The same for the model that answers preferences, published as `optimism`. Below 0 it is trained
   * on upper bounds: what nobody evaluates first had better be where the surrogates are sure.
   */
  readonly modelOptimism: number;
  /** Whether every other pick of a batch is made by `modelOptimism`, on what is sure to gain. */
  readonly alternate: boolean;
  /** Whether the bound subtracts β σ, or β σ² as the published script does. */
  readonly spread: "deviation" | "variance";
  /** B, preferences a step. */
  readonly particles: number;
  /** T, training steps a round. */
  readonly steps: number;
  readonly learningRate: number;
  /** Whether the learning rate falls to 0, along half a cosine. */
  readonly annealing: boolean;
  /**
   * Share of the steps that imitate the front which a global search finds on the models. With it
   * the ideal point and the units of preferences are those of that front; 0 leaves the published
   * ideal point and standardized objectives.
   */
  readonly imitation: number;
  /** Width of the two hidden layers. */
  readonly width: number;
  /** Steps between checkpoints; 0 keeps the last network. */
  readonly checkpointEvery: number;
  /** Published quirk: checkpoints are compared up to the worst values of each, which move. */
  readonly movingReference: boolean;
  /** C, candidates among which a batch is chosen. */
  readonly candidates: number;
  /** Generations in which every pick of a batch is moved to where it gains most; 0 for none. */
  readonly refinement: number;
  /** How far the reference point lies beyond the worst values, as a share of their range. */
  readonly margin: number;
  /** Whether the ideal point only ever falls from round to round, starting at 0, as published. */
  readonly runningIdeal: boolean;
  /** Whether models see objectives standardized, or as they are as in the published ZDT runs. */
  readonly standardize: boolean;
  /**
   * The Gaussian processes: `"evidence"` adds a linear trend and chooses smoothness and a power
   * transform of the outputs by their evidence, `"map"` is Matérn 5/2 by maximum a posteriori,
   * `"adam"` fits that as the published script does.
   */
  readonly surrogate: "evidence" | "map" | "adam";
  /** ω of −ω ln P(feasible), which constraints add to the scalarization. */
  readonly penalty: number;
}

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
  runningIdeal: true,
  standardize: true,
  surrogate: "adam",
  penalty: 0.05,
};

const presets = {
  svh,
  "svh-psl": svh,
  "svh-compat": compat,
  psl,
  "psl-smooth": { ...psl, scalarization: "smooth", augmentation: 0.05 },
} as const satisfies Record<string, ParetoSetSettings>;

/**
 * `"svh-psl"` (default, also `"svh"`): the published loss and network, otherwise trained. The network
 * first imitates the front that a global search finds on the models, then follows its own gradients
 * at a falling rate, preferences weigh objectives by the ranges of that front, and particles do not
 * interact. The model that answers preferences keeps to what is known; every other pick of a batch
 * explores. Objectives are modelled with a trend and in the form that the data choose, every pick is
 * moved to where it gains most, and the reference point lies beyond the worst values.
 * `"svh-compat"`: the rules of the published scripts, with particles that interact and the repulsion
 * 0.1 of their figures; for their ZDT runs, which model outputs as they are, add
 * `standardize: false`. `"psl"`: particles alone, on preference rays. `"psl-smooth"`: the same
 * without kinks.
 */
export type ParetoSetMethod = keyof typeof presets;

/** The settings of a method with changes. Throws `InputError`. */
export function resolveSettings(
  method: ParetoSetMethod = "svh-psl",
  changes: Partial<ParetoSetSettings> = {},
): ParetoSetSettings {
  if (!Object.hasOwn(presets, method)) {
    throw new InputError("method", method, `use one of ${Object.keys(presets).join(", ")}`);
  }
  const settings = { ...presets[method], ...changes };
  for (const name of ["particles", "steps", "width", "candidates"] as const) {
    if (!(Number.isSafeInteger(settings[name]) && settings[name] >= 1)) {
      throw new InputError(name, settings[name], "give a whole number of at least 1");
    }
  }
  for (const name of ["repulsion", "optimism", "margin", "penalty"] as const) {
    if (!(settings[name] >= 0 && settings[name] < Infinity)) {
      throw new InputError(name, settings[name], "give a finite number, 0 or more");
    }
  }
  for (const name of ["checkpointEvery", "refinement"] as const) {
    if (!(Number.isSafeInteger(settings[name]) && settings[name] >= 0)) {
      throw new InputError(name, settings[name], "give a whole number, 0 or more");
    }
  }
  if (!(settings.imitation >= 0 && settings.imitation <= 1)) {
    throw new InputError("imitation", settings.imitation, "give a share from 0 to 1");
  }
  if (!Number.isFinite(settings.modelOptimism)) {
    throw new InputError("modelOptimism", settings.modelOptimism, "give a finite number");
  }
  if (!(settings.learningRate > 0)) {
    throw new InputError("learningRate", settings.learningRate, "give a positive number");
  }
  return settings;
}
