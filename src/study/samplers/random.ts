import { RandomStream } from "../../random/index.js";
import type { Proposal, Sampler, SamplerRequest } from "../sampler.js";
import { STREAMS } from "./streams.js";
import { Unseen } from "./unseen.js";

/** Independent uniform points: the baseline that every other sampler has to beat. */
export function randomSampler(): Sampler {
  return { name: "random", propose };
}

function propose(request: SamplerRequest): Proposal[] {
  const { cube, seed, index, count } = request;
  const { dimension } = cube;
  const random = new RandomStream(seed, STREAMS.random, index * dimension);
  const unseen = new Unseen(request);
  return Array.from({ length: count }, (_, i) => {
    return { point: unseen.admit(random.uniform(dimension), index + i) };
  });
}
