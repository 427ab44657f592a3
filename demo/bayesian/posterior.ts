/** What the model believes of a function of one variable, and where it would measure next. */
import {
  expectedImprovement,
  incumbent,
  logExpectedImprovement,
  optimizeAcquisition,
  posteriorStandardDeviation,
  probabilityOfImprovement,
  upperConfidenceBound,
} from "steinbock/acquisition";
import {
  GaussianProcess,
  gammaPrior,
  type Kernel,
  logNormalPrior,
  matern12,
  matern32,
  matern52,
  type Noise,
  periodic,
  rbf,
  scale,
} from "steinbock/gp";

/** What a study's sampler believes of lengthscales and of the scale of one variable. */
const prior = logNormalPrior(-1.6, 0.7);
const scaled = (kernel: Kernel) => scale(kernel, { prior: gammaPrior(2, 0.15) });

export const kernels = {
  "Matérn 5/2": () => scaled(matern52({ prior })),
  "Matérn 3/2": () => scaled(matern32({ prior })),
  "Matérn 1/2": () => scaled(matern12({ prior })),
  "squared exponential": () => scaled(rbf({ prior })),
  periodic: () => scaled(periodic()),
} satisfies Record<string, () => Kernel>;

type Maker = (model: GaussianProcess, bestF: number) => ReturnType<typeof expectedImprovement>;

export const acquisitions = {
  "expected improvement": (model, bestF) => expectedImprovement({ model, bestF }),
  "log expected improvement": (model, bestF) => logExpectedImprovement({ model, bestF }),
  "probability of improvement": (model, bestF) => probabilityOfImprovement({ model, bestF }),
  "upper confidence bound": (model) => upperConfidenceBound({ model, beta: 4 }),
  "posterior deviation": (model) => posteriorStandardDeviation({ model }),
} satisfies Record<string, Maker>;

export interface Question {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly range: readonly [number, number];
  readonly kernel: keyof typeof kernels;
  readonly acquisition: keyof typeof acquisitions;
  readonly noise: Noise;
  /** Where the curves are wanted. */
  readonly grid: Float64Array;
}

export interface Belief {
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  readonly gain: Float64Array;
  readonly next: number;
  readonly nextMean: number;
  readonly nextSd: number;
  readonly milliseconds: number;
}

export function posterior(question: Question): Belief {
  const { x, y, range, noise, grid } = question;
  const begin = performance.now();
  const kernel = kernels[question.kernel]();
  using model = new GaussianProcess({ kernel, noise, bounds: [range] });
  model.fit(Float64Array.from(x), y, { searches: 3 });
  const bestF = incumbent({ model, X: Float64Array.from(x) });
  const make: Maker = acquisitions[question.acquisition];
  const acquisition = make(model, bestF);
  // The logarithm has its maximum where expected improvement has it, and slopes that do not vanish.
  const searched =
    question.acquisition === "expected improvement"
      ? logExpectedImprovement({ model, bestF })
      : acquisition;
  const next = optimizeAcquisition(searched, { bounds: [range] }).x;
  const { mean, variance } = model.predict(grid);
  const there = model.predict(next);
  return {
    mean,
    sd: variance.map(Math.sqrt),
    gain: acquisition.evaluate(grid, { gradient: false }).value,
    next: next[0]!,
    nextMean: there.mean[0]!,
    nextSd: Math.sqrt(there.variance[0]!),
    milliseconds: performance.now() - begin,
  };
}
