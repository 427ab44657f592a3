import { InputError } from "../../errors.js";
import { checkKeys } from "../../options.js";
import { RandomStream } from "../../random/index.js";
import type { Proposal, Sampler, SamplerRequest } from "../sampler.js";
import { Generations } from "./generations.js";
import { randomSampler } from "./random.js";
import { sobolSampler } from "./sobol.js";
import { STREAMS } from "./streams.js";
import { Unseen } from "./unseen.js";
import { NUMBERS_PER_AXIS, NUMBERS_PER_CHILD, offspring } from "./variation.js";

/** How often an operator acts, and how near to the parents it stays. */
export interface VariationOptions {
  /** Probability between 0 and 1: of crossing two parents, or of changing a coordinate. */
  readonly probability?: number;
  /** Distribution index η ≥ 0: the larger, the nearer to the parents. Default 20. */
  readonly eta?: number;
}

export interface Nsga2SamplerOptions {
  /** Size N of a generation, default 50; also the number of points of the initial design. */
  readonly population?: number;
  /** Simulated binary crossover, by default with probability 0.9 and η = 20. */
  readonly crossover?: VariationOptions;
  /** Polynomial mutation, by default with probability 1/d and η = 20. */
  readonly mutation?: VariationOptions;
}

const POPULATION = 50;
const CROSSOVER = 0.9;
const ETA = 20;

/** The longest Sobol sequence has 1,000 coordinates. */
const SOBOL_DIMENSIONS = 1000;

/**
 * NSGA-II, an evolutionary search for cheap objectives, several or one: thousands of evaluations
 * without a model.
 *
 * Begins with N scrambled Sobol points. Afterwards parents win binary tournaments by non-dominated
 * rank and crowding distance; a child is crossed and mutated from two of them, whole numbers move
 * by whole steps, and categories change hands or are drawn anew.
 *
 * Generations are those of the told trials in the order of their numbers: the population is the
 * best N of each N further ones and of the population before. So it follows from the trials alone;
 * points that are pending or have failed are no parents, and an ask never waits for them.
 *
 * Where there are constraints a feasible trial goes before an infeasible one, and of two infeasible
 * ones that which lacks less.
 *
 * Throws `InputError` for options that cannot be meant.
 *
 * Cost of an ask: O(n) to see what was told, and once a generation O(N log N) to O(N²).
 * Sources: Deb, Pratap, Agarwal and Meyarivan 2002; Deb and Agrawal 1995 (crossover).
 */
export function nsga2Sampler(options: Nsga2SamplerOptions = {}): Sampler {
  checkOptions(options);
  const { population = POPULATION } = options;
  const generations = new Generations(population);
  return {
    name: "nsga2",
    propose: (request) => propose(request, options, generations),
    toJSON: () => options,
    dispose: () => generations.forget(),
  };
}

function checkOptions(options: Nsga2SamplerOptions): void {
  checkKeys("options", options, ["population", "crossover", "mutation"]);
  const { population = POPULATION, crossover = {}, mutation = {} } = options;
  if (!(Number.isSafeInteger(population) && population >= 2)) {
    throw new InputError("population", population, "give a whole number of at least 2");
  }
  checkVariation("crossover", crossover);
  checkVariation("mutation", mutation);
}

function checkVariation(what: string, options: VariationOptions): void {
  checkKeys(what, options, ["probability", "eta"]);
  const { probability = 1, eta = ETA } = options;
  if (!(probability >= 0 && probability <= 1)) {
    throw new InputError(`${what}.probability`, probability, "give a number from 0 to 1");
  }
  if (!(eta >= 0 && eta < Infinity)) {
    throw new InputError(`${what}.eta`, eta, "give a finite number of at least 0");
  }
}

function propose(
  request: SamplerRequest,
  options: Nsga2SamplerOptions,
  generations: Generations,
): readonly Proposal[] {
  const { cube, count, index, seed, objectives, values, pending, failed } = request;
  const { dimension } = cube;
  const { population: size = POPULATION } = options;
  const told = values.length / objectives;
  const seen = told + (pending.length + failed.length) / dimension;
  const free = told < 2 ? count : Math.min(Math.max(size - seen, 0), count);
  const initial = free === 0 ? [] : initialDesign(request, free);
  if (free === count) return initial;
  const population = generations.latest(request);
  const unseen = new Unseen(request);
  for (const { point } of initial) unseen.admit(point, index);
  const settings = {
    axes: cube.axes,
    crossover: { probability: CROSSOVER, eta: ETA, ...options.crossover },
    mutation: { probability: 1 / dimension, eta: ETA, ...options.mutation },
  };
  const numbers = NUMBERS_PER_CHILD + NUMBERS_PER_AXIS * dimension;
  const random = new RandomStream(seed, STREAMS.nsga2, (index + free) * numbers);
  const children = Array.from({ length: count - free }, (_, i) => {
    const child = offspring(population, settings, random.uniform(numbers));
    return { point: unseen.admit(child, index + free + i) };
  });
  return [...initial, ...children];
}

function initialDesign(request: SamplerRequest, count: number): readonly Proposal[] {
  const { dimension } = request.cube;
  const sampler = dimension <= SOBOL_DIMENSIONS ? sobolSampler() : randomSampler();
  return sampler.propose({ ...request, count });
}
