/** Training of the preference network in the core. */
import { Block, checked, core, memoryDoubles } from "../core/index.js";
import type { Network } from "./network.js";
import type { ParetoSetSettings } from "./settings.js";

/** Flags and rules of assembly/stein/trainer.ts. */
const FLAGS = { variance: 1, squaredBandwidth: 2, unitDrive: 4, staleGradient: 8, sum: 16 };
const SCALARIZATIONS = { weighted: 0, ray: 1, smooth: 2 };
const INTERACTIONS = { alone: 0, local: 1, global: 2 };
const NORMALIZATIONS = { none: 0, particle: 1, column: 2 };

/** Steps of one call: long enough to cost nothing, short enough to stop in time. */
const STEPS_A_CALL = 50;

export interface TrainingOptions {
  readonly network: Network;
  readonly settings: ParetoSetSettings;
  /** Addresses of the objectives' Gaussian processes. */
  readonly models: readonly number[];
  /** Ideal point in the models' units, k numbers. */
  readonly ideal: readonly number[];
  /** For every step the preferences of its particles: steps × B × k. */
  readonly preferences: Float64Array;
}

/** Trains to the end of the schedule, or until `enough` says so; it is asked every few steps and told their number. */
export function trainNetwork(options: TrainingOptions, enough: (done: number) => boolean): void {
  const { steps, checkpointEvery } = options.settings;
  const stride = checkpointEvery > 0 ? checkpointEvery : STEPS_A_CALL;
  const blocks: Block[] = [];
  try {
    const trainer = trainerBlock(options, blocks);
    for (let done = 0; done < steps; ) {
      const count = Math.min(stride, steps - done);
      checked(core().stein_train(trainer.pointer, count));
      done += count;
      if (enough(done)) break;
    }
  } finally {
    for (const block of blocks) block.dispose();
  }
}

/** The trainer's block, laid out as assembly/stein/trainer.ts says; all that it needs is owned. */
function trainerBlock(options: TrainingOptions, blocks: Block[]): Block {
  const { network, settings, models, ideal, preferences } = options;
  const own = (block: Block) => {
    blocks.push(block);
    return block;
  };
  const floats = (count: number) => own(new Block((count >> 1) + 8)).pointer;
  const [moments, gradient] = [floats(2 * network.size), floats(network.size)];
  const addresses = own(new Block((models.length + 1) >> 1));
  words(addresses, models);
  const draws = own(Block.from(preferences));
  const corner = own(Block.from(ideal));
  const trainer = own(new Block(core().stein_trainer_bytes() / 8));
  words(trainer, [
    network.pointer,
    network.parametersPointer,
    moments,
    gradient,
    addresses.pointer,
    models.length,
    network.d,
    settings.particles,
    draws.pointer,
    corner.pointer,
    0,
    SCALARIZATIONS[settings.scalarization],
    INTERACTIONS[settings.interaction],
    NORMALIZATIONS[settings.normalization],
    flagsOf(settings),
  ]);
  const { optimism, repulsion, learningRate, augmentation } = settings;
  trainer.view().set([optimism, repulsion, 1, learningRate, augmentation], 16);
  return trainer;
}

function flagsOf(settings: ParetoSetSettings): number {
  return (
    (settings.spread === "variance" ? FLAGS.variance : 0) |
    (settings.bandwidth === "squared" ? FLAGS.squaredBandwidth : 0) |
    (settings.unitDrive ? FLAGS.unitDrive : 0) |
    (settings.staleGradient ? FLAGS.staleGradient : 0) |
    (settings.sum ? FLAGS.sum : 0)
  );
}

function words(block: Block, values: readonly number[]): void {
  new Uint32Array(memoryDoubles().buffer, block.pointer, values.length).set(values);
}
