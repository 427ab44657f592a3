import { InputError } from "../../errors.js";
import type { Kernel, Noise } from "../../gp/index.js";
import { checkKeys } from "../../options.js";
import { checkValues } from "../objectives.js";
import type { Proposal, Sampler, SamplerRequest } from "../sampler.js";
import { Choice } from "./gp-choice.js";
import { BOXED } from "./gp-front.js";
import { randomSampler } from "./random.js";
import { sobolSampler } from "./sobol.js";

export interface GpSamplerOptions {
  /** Covariance function of the unit cube; by default a scaled Matérn 5/2, with categories apart. */
  readonly kernel?: Kernel;
  /** Default "auto": the noise is found, down to none. */
  readonly noise?: Exclude<Noise, readonly number[] | Float64Array>;
  /** Points before the model takes over, default max(5, 2d). */
  readonly initialDesign?: number;
  /**
   * Of two to four objectives the worst values that count, by name and in the user's units: what is
   * worse is no gain. Give it where you know it; by default it follows the front.
   */
  readonly reference?: Readonly<Record<string, number>>;
}

/** The longest Sobol sequence has 1,000 coordinates. */
const SOBOL_DIMENSIONS = 1000;

/** A model that knows one point knows nothing of how the objective varies. */
const LEAST_TOLD = 2;

/**
 * Bayesian optimization: a Gaussian process is fitted to what was told, and the point is taken where
 * most is to be gained.
 *
 * Begins with scrambled Sobol points. Then LogEI chooses a single point while the objective shows
 * little noise; where there is noise, and for batches and pending points, qLogNEI does, one point
 * after another. Failed points make their neighbourhood less likely to be tried.
 * With constraints what is to be gained over the feasible points is weighed with the probability that
 * they hold; while no feasible point is known that alone counts.
 *
 * Several objectives have a model each. For two to four qLogNEHVI chooses the point by which their
 * front is expected to grow most; for more qLogNParEGO does, with other weights for every point. What
 * counts as growth ends at the reference. Without one it ends a tenth of the front's range beyond the
 * front, as BoTorch infers it, but not before what nine in ten of the told points reach.
 *
 * Throws `InputError` for options that cannot be meant.
 *
 * Every ask fits anew from the modes of the priors, so that a resumed study goes on bit for bit.
 * Cost of an ask: some tens of times n³ flops for the fit, and some thousand times 4n² for the search.
 * With a budget of time or work fit and search end early, but the model is factorized twice at least.
 * Where a budget is small for the pruning of a baseline, one objective is searched by LogEI, as if
 * pending points had turned out as the model expects, and the front of several is what the model
 * believes it to be, with fewer samples.
 * Sources: Ament et al. 2023, arXiv:2310.20708; Balandat et al. 2020, arXiv:1910.06403;
 * Daulton et al. 2021, arXiv:2105.08195.
 */
export function gpSampler(options: GpSamplerOptions = {}): Sampler {
  checkOptions(options);
  return {
    name: "gp",
    propose: (request) => propose(request, options),
    toJSON: () => options,
  };
}

function checkOptions(options: GpSamplerOptions): void {
  checkKeys("options", options, ["kernel", "noise", "initialDesign", "reference"]);
  const { initialDesign = 1 } = options;
  if (!(Number.isSafeInteger(initialDesign) && initialDesign >= 1)) {
    throw new InputError("initialDesign", initialDesign, "give a whole number of at least 1");
  }
}

function checkReference(
  { goals, objectives }: SamplerRequest,
  { reference }: GpSamplerOptions,
): void {
  if (reference === undefined) return;
  checkValues(goals, reference, "reference");
  if (objectives > 1 && objectives <= BOXED) return;
  const remedy = `leave it out: hypervolume is gained with two to ${BOXED} objectives`;
  throw new InputError("reference", reference, remedy);
}

function propose(request: SamplerRequest, options: GpSamplerOptions): readonly Proposal[] {
  const { cube, count, points, pending, failed, values, objectives } = request;
  const { dimension } = cube;
  checkReference(request, options);
  const { initialDesign = Math.max(5, 2 * dimension) } = options;
  const seen = (points.length + pending.length + failed.length) / dimension;
  const told = values.length / objectives;
  const free = told < LEAST_TOLD ? count : Math.min(Math.max(initialDesign - seen, 0), count);
  if (free === count) return initial(request, count);
  const first = free === 0 ? [] : initial(request, free);
  const choice = new Choice(request, options, first);
  try {
    return [...first, ...Array.from({ length: count - free }, () => choice.next())];
  } finally {
    choice.dispose();
  }
}

function initial(request: SamplerRequest, count: number): readonly Proposal[] {
  const { dimension } = request.cube;
  const sampler = dimension <= SOBOL_DIMENSIONS ? sobolSampler() : randomSampler();
  return sampler.propose({ ...request, count });
}
