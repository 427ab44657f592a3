import { exp, log } from "../../../core/math.js";
import { RandomStream } from "../../../random/index.js";
import type { Ensemble } from "../../ensemble.js";
import { type Factor, inputsOf } from "../../factors.js";
import type { OfflineTask } from "../../method.js";
import type { Judge } from "../mixture.js";
import type { CbasSettings } from "./settings.js";
import type { Vae, VaeDraws } from "./vae.js";

/** Stream of the draws, away from those of surrogates and of the first training. */
const STREAM = 2 ** 30 + 2;

export interface Conditioning {
  /** The autoencoder as the data taught it. */
  readonly prior: Vae;
  /** The one that is conditioned. */
  readonly law: Vae;
  readonly factors: readonly Factor[];
  readonly ensemble: Ensemble;
  readonly judge: Judge;
}

/** Rounds of conditioning; returns what is drawn from the last law. */
export async function condition(
  { data, candidates, seed, pause, progress }: OfflineTask,
  { prior, law, factors, ensemble, judge }: Conditioning,
  { rounds, samples, roundEpochs, quantile, power }: CbasSettings,
): Promise<Float32Array> {
  const stream = new RandomStream(seed, STREAM);
  const legal = (x: Float32Array) => {
    const inside = x.slice();
    data.project(inside);
    return inside;
  };
  for (let round = 0; round < rounds; round++) {
    const draws = law.draw(samples, stream);
    const x = inputsOf(factors, draws.parts, data.d);
    const built = legal(x);
    const threshold = quantileOf(judge(built), quantile);
    const above = ensemble.probabilityAbove(built, threshold);
    const weights = importance(prior, law, draws, above, power);
    for (let epoch = 0; epoch < roundEpochs; epoch++) {
      await law.epoch({ x, parts: draws.parts, weights }, stream, pause);
    }
    progress({ stage: "search", done: (round + 1) / rounds });
  }
  const { parts } = law.draw(candidates, stream);
  return legal(inputsOf(factors, parts, data.d));
}

/** (p(x|z) / q(x|z) · P(y ≥ γ))^power of each draw, to mean 1: the ratios alone need not be finite. */
export function importance(
  prior: Pick<Vae, "logLikelihood">,
  law: Pick<Vae, "logLikelihood">,
  draws: VaeDraws,
  above: Float64Array,
  power: number,
): Float64Array {
  const [before, now] = [prior.logLikelihood(draws), law.logLikelihood(draws)];
  const logs = above.map((share, i) => power * (before[i]! - now[i]! + log(share)));
  const highest = logs.reduce((most, value) => Math.max(most, value));
  const weights = logs.map((value) => exp(value - highest));
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}

/** Linear between order statistics. */
function quantileOf(values: Float64Array, share: number): number {
  const sorted = values.slice().sort();
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
