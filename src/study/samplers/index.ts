import { InputError } from "../../errors.js";
import type { Sampler } from "../sampler.js";
import { type GpSamplerOptions, gpSampler } from "./gp.js";
import { type Nsga2SamplerOptions, nsga2Sampler, type VariationOptions } from "./nsga2.js";
import { randomSampler } from "./random.js";
import { sobolSampler } from "./sobol.js";

export {
  type GpSamplerOptions,
  gpSampler,
  type Nsga2SamplerOptions,
  nsga2Sampler,
  randomSampler,
  sobolSampler,
  type VariationOptions,
};

/** The samplers that a name stands for, and that a saved study finds again. */
const BUILT_IN = {
  gp: (options: unknown) => gpSampler((options ?? {}) as GpSamplerOptions),
  nsga2: (options: unknown) => nsga2Sampler((options ?? {}) as Nsga2SamplerOptions),
  sobol: () => sobolSampler(),
  random: () => randomSampler(),
};

export type SamplerName = keyof typeof BUILT_IN;

/** A sampler from its name and saved options; a sampler passes. Throws `InputError`. */
export function createSampler(
  sampler: SamplerName | Sampler | string = "gp",
  options: unknown = null,
): Sampler {
  if (typeof sampler === "string" && Object.hasOwn(BUILT_IN, sampler)) {
    return BUILT_IN[sampler as SamplerName](options);
  }
  if (typeof sampler === "object" && typeof sampler?.propose === "function") return sampler;
  const names = Object.keys(BUILT_IN).join(", ");
  throw new InputError("sampler", sampler, `use one of ${names}, or give a Sampler`);
}
