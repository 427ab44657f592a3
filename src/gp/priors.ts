/**
 * Priors of hyperparameters, as densities of the hyperparameter θ itself: no Jacobian is added
 * when ln θ is what moves, so that the optimum is the mode of the posterior of θ, as in BoTorch.
 *
 * A prior is plain data with methods: `JSON.stringify` keeps its fields and `toPrior` revives it.
 */
import { cos, exp, log, log1p, logGamma, normalQuantile, sin } from "../core/math.js";
import { InputError } from "../errors.js";
import { gammaQuantile } from "./quantiles.js";

/** The data of a prior, as JSON keeps it. */
export type PriorData =
  | { readonly type: "logNormal"; readonly mu: number; readonly sigma: number }
  | { readonly type: "gamma"; readonly concentration: number; readonly rate: number }
  | { readonly type: "halfCauchy"; readonly scale: number }
  | { readonly type: "normal"; readonly mean: number; readonly sd: number };

/** A prior of one positive hyperparameter x, in natural units. */
export interface Prior {
  readonly type: PriorData["type"];
  /** Where the density is largest. */
  readonly mode: number;
  /** Logarithm of the normalized density at x. */
  logDensity(x: number): number;
  /** Derivative of `logDensity` in ln x. */
  gradLog(x: number): number;
  /** The quantile of u, 0 < u < 1: a draw when u is uniform. */
  sample(u: number): number;
}

/** ln x ~ N(mu, sigma²). */
export function logNormalPrior(mu: number, sigma: number): Prior {
  return new LogNormalPrior(finite("mu", mu), positive("sigma", sigma));
}

/** Gamma with shape `concentration` and rate `rate` (mean concentration / rate). */
export function gammaPrior(concentration: number, rate: number): Prior {
  return new GammaPrior(positive("concentration", concentration), positive("rate", rate));
}

/** Half-Cauchy of scale `scale`: the heavy-tailed shrinkage prior of SAAS models. */
export function halfCauchyPrior(scale: number): Prior {
  return new HalfCauchyPrior(positive("scale", scale));
}

/** N(mean, sd²) on x itself; not cut off at zero. */
export function normalPrior(mean: number, sd: number): Prior {
  return new NormalPrior(finite("mean", mean), positive("sd", sd));
}

/**
 * The prior of a lengthscale among `count` inputs: LogNormal(√2 + ½ ln count, √3), which grows
 * with the dimension as the distances in a cube do.
 * Source: Hvarfner, Hellsten and Nardi 2024, arXiv:2402.02229.
 */
export function dimensionScaledPrior(count: number): Prior {
  return logNormalPrior(Math.SQRT2 + 0.5 * log(count), Math.sqrt(3));
}

/** A prior from its data, such as parsed JSON; a prior passes unchanged. Throws `InputError`. */
export function toPrior(data: PriorData | Prior, parameter = "prior"): Prior {
  if (data instanceof PriorBase) return data as Prior;
  const given = data as PriorData;
  switch (given?.type) {
    case "logNormal":
      return logNormalPrior(given.mu, given.sigma);
    case "gamma":
      return gammaPrior(given.concentration, given.rate);
    case "halfCauchy":
      return halfCauchyPrior(given.scale);
    case "normal":
      return normalPrior(given.mean, given.sd);
    default:
      throw new InputError(parameter, data, "make it with logNormalPrior, gammaPrior, … or null");
  }
}

/** Tells a prior from its data. */
class PriorBase {}

class LogNormalPrior extends PriorBase implements Prior {
  readonly type = "logNormal";
  readonly mu: number;
  readonly sigma: number;

  constructor(mu: number, sigma: number) {
    super();
    this.mu = mu;
    this.sigma = sigma;
  }

  get mode(): number {
    return exp(this.mu - this.sigma * this.sigma);
  }

  logDensity(x: number): number {
    const logX = log(x);
    const z = (logX - this.mu) / this.sigma;
    return -logX - log(this.sigma) - LOG_SQRT_2PI - 0.5 * z * z;
  }

  gradLog(x: number): number {
    return -1 - (log(x) - this.mu) / (this.sigma * this.sigma);
  }

  sample(u: number): number {
    return exp(this.mu + this.sigma * normalQuantile(u));
  }
}

class GammaPrior extends PriorBase implements Prior {
  readonly type = "gamma";
  readonly concentration: number;
  readonly rate: number;

  constructor(concentration: number, rate: number) {
    super();
    this.concentration = concentration;
    this.rate = rate;
  }

  get mode(): number {
    return Math.max(this.concentration - 1, 0) / this.rate;
  }

  logDensity(x: number): number {
    const a = this.concentration;
    return a * log(this.rate) - logGamma(a) + (a - 1) * log(x) - this.rate * x;
  }

  gradLog(x: number): number {
    return this.concentration - 1 - this.rate * x;
  }

  sample(u: number): number {
    return gammaQuantile(u, this.concentration) / this.rate;
  }
}

class HalfCauchyPrior extends PriorBase implements Prior {
  readonly type = "halfCauchy";
  readonly scale: number;

  constructor(scale: number) {
    super();
    this.scale = scale;
  }

  get mode(): number {
    return 0;
  }

  logDensity(x: number): number {
    const z = x / this.scale;
    return log(2 / (Math.PI * this.scale)) - log1p(z * z);
  }

  gradLog(x: number): number {
    // Not x² / (s² + x²), whose squares overflow.
    const ratio = this.scale / x;
    return -2 / (ratio * ratio + 1);
  }

  sample(u: number): number {
    return (this.scale * sin((Math.PI / 2) * u)) / cos((Math.PI / 2) * u);
  }
}

class NormalPrior extends PriorBase implements Prior {
  readonly type = "normal";
  readonly mean: number;
  readonly sd: number;

  constructor(mean: number, sd: number) {
    super();
    this.mean = mean;
    this.sd = sd;
  }

  get mode(): number {
    return this.mean;
  }

  logDensity(x: number): number {
    const z = (x - this.mean) / this.sd;
    return -log(this.sd) - LOG_SQRT_2PI - 0.5 * z * z;
  }

  gradLog(x: number): number {
    return (-x * (x - this.mean)) / (this.sd * this.sd);
  }

  sample(u: number): number {
    return this.mean + this.sd * normalQuantile(u);
  }
}

const LOG_SQRT_2PI = 0.9189385332046727;

function finite(parameter: string, value: number): number {
  if (Number.isFinite(value)) return value;
  throw new InputError(parameter, value, "give a finite number");
}

function positive(parameter: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new InputError(parameter, value, "give a positive, finite number");
}
