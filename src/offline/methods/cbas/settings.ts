import { InputError } from "../../../errors.js";
import {
  checkNetworkOptions,
  checkWidths,
  defined,
  type NetworkOptions,
  positive,
  whole,
} from "../settings.js";

export interface CbasOptions extends NetworkOptions {
  /** Of the autoencoder: dimensions of its latent space; default 32. */
  readonly latent?: number;
  /** Widths of the hidden layers of its two networks; default [256]. */
  readonly vaeHidden?: readonly number[];
  /** Its passes over the data; default as `epochs`. */
  readonly vaeEpochs?: number;
  /** Its rate; default 3e-4. */
  readonly vaeRate?: number;
  /** β, the weight of its divergence from the prior; default 1. */
  readonly beta?: number;
  /** How often the law is conditioned on better designs; default 20. */
  readonly rounds?: number;
  /** Designs drawn a round; default 1000. */
  readonly samples?: number;
  /** Passes over the designs of a round; default 10. */
  readonly roundEpochs?: number;
  /** Share of a round's designs that the threshold lies above; default 0.8. */
  readonly quantile?: number;
  /**
   * Power of the weights; 1 as in the paper, and default 0.2 as in its released baseline: of designs
   * of many numbers a few would otherwise have all the weight.
   */
  readonly power?: number;
}

export type CbasSettings = Required<Omit<CbasOptions, keyof NetworkOptions | "vaeEpochs">>;

const DEFAULTS: CbasSettings = {
  ...{ latent: 32, vaeHidden: [256], vaeRate: 3e-4, beta: 1 },
  ...{ rounds: 20, samples: 1000, roundEpochs: 10, quantile: 0.8, power: 0.2 },
};

/** Throws `InputError` that names the option at fault. */
export function resolveCbas(what: string, options: CbasOptions): CbasSettings {
  checkNetworkOptions(what, options, [...Object.keys(DEFAULTS), "vaeEpochs"]);
  const most = { latent: 8192, vaeEpochs: 1e6, rounds: 1e6, samples: 1e6, roundEpochs: 1e6 };
  for (const [name, limit] of Object.entries(most)) {
    whole(`${what}.${name}`, options[name as keyof CbasOptions], limit);
  }
  checkWidths(`${what}.vaeHidden`, options.vaeHidden);
  positive(`${what}.vaeRate`, options.vaeRate);
  positive(`${what}.beta`, options.beta);
  positive(`${what}.power`, options.power);
  const { quantile = 0.8 } = options;
  if (!(quantile > 0 && quantile < 1)) {
    throw new InputError(`${what}.quantile`, quantile, "give a number between 0 and 1");
  }
  return { ...DEFAULTS, ...defined(options) };
}
