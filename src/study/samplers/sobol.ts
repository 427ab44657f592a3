import { sobol } from "../../random/index.js";
import type { Proposal, Sampler, SamplerRequest } from "../sampler.js";
import { Unseen } from "./unseen.js";

/**
 * Scrambled Sobol points: they fill the cube evenly. The initial design of model-based search.
 * At most 1,000 parameters.
 */
export function sobolSampler(): Sampler {
  return { name: "sobol", propose };
}

function propose(request: SamplerRequest): Proposal[] {
  const { cube, seed, index, count } = request;
  const { dimension } = cube;
  const points = sobol(dimension, count, { seed, skip: index });
  const unseen = new Unseen(request);
  return Array.from({ length: count }, (_, i) => {
    return { point: unseen.admit(points.slice(i * dimension, (i + 1) * dimension), index + i) };
  });
}
