import { RandomStream } from "../../../random/index.js";
import { type Factor, factorsOf, partsOf } from "../../factors.js";
import type { OfflineMethod, OfflineTask } from "../../method.js";
import { proposeByMixture } from "../mixture.js";
import { defaultEpochs } from "../settings.js";
import { condition } from "./condition.js";
import { type CbasOptions, type CbasSettings, resolveCbas } from "./settings.js";
import { Vae, type VaeSettings } from "./vae.js";

/** Rows of a mini-batch of the autoencoder. */
const BATCH = 100;
/** Streams of the autoencoder, away from those of surrogates. */
const STREAM = { initial: 2 ** 30, training: 2 ** 30 + 1 };

/**
 * CbAS, conditioning by adaptive sampling: an autoencoder learns what designs look like, and is then
 * trained on its own draws, each weighted by how likely the surrogates hold it to be among the best
 * fifth of them, and by how much likelier it was before all conditioning. The candidates are drawn
 * from the last law, and may repeat.
 *
 * The more numbers a design has, the more that law stays the one of the data: on Superconductor, of
 * 86, most candidates score as rows drawn at random.
 *
 * Source: Brookes, Park and Listgarten 2019, arXiv:1901.10060, as the baseline of Trabucco et al.
 * 2022, "Design-Bench", arXiv:2202.08450. Deviations are softplus of an output above 0.1, without
 * trained bounds, and the weights of a round have mean 1. Cost beside the surrogates: 6 flops a
 * weight of the autoencoder, row and pass.
 */
export function cbas(options: CbasOptions = {}): OfflineMethod {
  const settings = resolveCbas("cbas()", options);
  return {
    name: "cbas",
    propose(task) {
      // The surrogates are half of the training, the autoencoder is the other.
      const half = (from: number): OfflineTask => ({
        ...task,
        progress: (told) =>
          task.progress(told.stage === "training" ? { ...told, done: from + told.done / 2 } : told),
      });
      return proposeByMixture(half(0), options, 3e-4, async (ensemble, judge) => {
        const factors = factorsOf(task.data);
        using prior = vaeOf(task, factors, settings);
        await learn(prior, half(0.5), factors, options.vaeEpochs);
        using law = vaeOf(task, factors, settings);
        law.become(prior);
        return await condition(task, { prior, law, factors, ensemble, judge }, settings);
      });
    },
  };
}

function vaeOf(
  { data, seed }: OfflineTask,
  factors: readonly Factor[],
  settings: CbasSettings,
): Vae {
  const { latent, vaeHidden: hidden, vaeRate: learningRate, beta } = settings;
  const shape: VaeSettings = { latent, hidden, learningRate, beta, batch: BATCH };
  return new Vae(factors, data.d, shape, new RandomStream(seed, STREAM.initial));
}

/** Teaches the autoencoder the designs of the data. */
async function learn(
  vae: Vae,
  task: OfflineTask,
  factors: readonly Factor[],
  epochs = defaultEpochs(task, BATCH),
): Promise<void> {
  const { data, training, seed } = task;
  const x = new Float32Array(training.length * data.d);
  const parts = new Float64Array(training.length * factors.length);
  training.forEach((row, i) => {
    const own = data.x.subarray(row * data.d, (row + 1) * data.d);
    x.set(own, i * data.d);
    parts.set(partsOf(data, factors, own), i * factors.length);
  });
  const weights = new Float64Array(training.length).fill(1);
  const stream = new RandomStream(seed, STREAM.training);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const loss = await vae.epoch({ x, parts, weights }, stream, task.pause);
    task.progress({ stage: "training", done: (epoch + 1) / epochs, loss });
  }
}
