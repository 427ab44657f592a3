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
  /**
   * How far the reference point of a batch may lie beyond the evaluated front, in its ranges; 0 for
   * no limit, as published.
   */
  readonly reach: number;
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
