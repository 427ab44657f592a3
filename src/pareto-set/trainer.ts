/** Training of the preference network in the core. */
import { Block, checked, core, memoryDoubles } from "../core/index.js";
import { cos } from "../core/math.js";
import type { Feasibility } from "./feasibility.js";
import type { Network } from "./network.js";
import type { ParetoSetSettings } from "./settings.js";

/** Flags and rules of assembly/stein/trainer.ts. */
const FLAGS = { variance: 1, squaredBandwidth: 2, unitDrive: 4, staleGradient: 8, sum: 16 };
const SCALARIZATIONS = { weighted: 0, ray: 1, smooth: 2 };
const INTERACTIONS = { alone: 0, local: 1, global: 2 };
const NORMALIZATIONS = { none: 0, particle: 1, column: 2 };

/** Steps of one call: long enough to cost nothing, short enough to stop in time. */
const STEPS_A_CALL = 50;

/** Of imitation: three times that of training proper, which has only to improve on it. */
const IMITATION_RATE = 3e-3;

/** Double of the trainer's block that holds the learning rate. */
const LEARNING_RATE = 19;

export interface TrainingOptions {
  readonly network: Network;
  readonly settings: ParetoSetSettings;
  /** Addresses of the objectives' Gaussian processes. */
  readonly models: readonly number[];
  readonly feasibility: Feasibility;
  /** Ideal point in the models' units, k numbers. */
  readonly ideal: readonly number[];
  /** What counts as one in each objective, k numbers. */
  readonly units: readonly number[];
  /** For every step the preferences of its particles: steps × B × k. */
  readonly preferences: Float64Array;
  /** The designs to imitate in the first steps, one a particle: whole steps × B × d. */
  readonly targets: Float64Array;
}

/** Some steps of the schedule: of the whole the first `from` are done when they begin. */
interface Phase {
  readonly from: number;
  readonly steps: number;
  readonly rate: number;
  readonly call: (trainer: number, count: number, done: number) => number;
}

/**
 * Imitates the targets, if there are any, and then trains to the end of the schedule, or until
 * `enough` says so; it is asked every few steps and told their number.
 */
export function trainNetwork(options: TrainingOptions, enough: (done: number) => boolean): void {
  const { network, settings, targets } = options;
  const { particles, steps, learningRate } = settings;
  const imitated = targets.length / (particles * network.d);
  const goals = Block.from(targets);
  const goal = (step: number) => goals.pointer + 8 * step * particles * network.d;
  const imitation: Phase = {
    ...{ from: 0, steps: imitated, rate: IMITATION_RATE },
    call: (trainer, count, done) => core().stein_imitate(trainer, count, goal(done)),
  };
  const training: Phase = {
    ...{ from: imitated, steps: steps - imitated, rate: learningRate },
    call: (trainer, count) => core().stein_train(trainer, count),
  };
  try {
    if (!runPhase(imitation, options, enough)) runPhase(training, options, enough);
  } finally {
    goals.dispose();
  }
}

/** The steps of a phase, with moments of its own: gradients of one say nothing of the other's. */
function runPhase(phase: Phase, options: TrainingOptions, enough: (done: number) => boolean) {
  const { checkpointEvery, annealing, particles } = options.settings;
  const stride = checkpointEvery > 0 ? checkpointEvery : STEPS_A_CALL;
  const preferences = options.preferences.subarray(phase.from * particles * options.network.k);
  const blocks: Block[] = [];
  try {
    const trainer = trainerBlock({ ...options, preferences }, blocks);
    for (let done = 0; done < phase.steps; ) {
      const count = Math.min(stride, phase.steps - done);
      const share = annealing ? 0.5 * (1 + cos((Math.PI * done) / phase.steps)) : 1;
      trainer.view()[LEARNING_RATE] = share * phase.rate;
      checked(phase.call(trainer.pointer, count, done));
      done += count;
      if (enough(phase.from + done)) return true;
    }
    return false;
  } finally {
    for (const block of blocks) block.dispose();
  }
}

/** The trainer's block, laid out as assembly/stein/trainer.ts says; all that it needs is owned. */
function trainerBlock(options: TrainingOptions, blocks: Block[]): Block {
  const { network, settings, models, feasibility, ideal, units, preferences } = options;
  const own = (block: Block) => {
    blocks.push(block);
    return block;
  };
  const floats = (count: number) => own(new Block((count >> 1) + 8)).pointer;
  const [moments, gradient] = [floats(2 * network.size), floats(network.size)];
  const addresses = (pointers: readonly number[]) => {
    const block = own(new Block((pointers.length >> 1) + 1));
    words(block, pointers);
    return block.pointer;
  };
  const draws = own(Block.from(preferences));
  const corner = own(Block.from(ideal));
  const scales = own(Block.from(units));
  const limits = own(Block.from(feasibility.limits));
  const trainer = own(new Block(core().stein_trainer_bytes() / 8));
  words(trainer, [
    network.pointer,
    network.parametersPointer,
    moments,
    gradient,
    addresses(models),
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
    feasibility.models.length,
    addresses(feasibility.models),
    limits.pointer,
    scales.pointer,
  ]);
  const { optimism, repulsion, learningRate, augmentation, penalty } = settings;
  const reals = [optimism, repulsion, 1, learningRate, augmentation, penalty];
  trainer.view().set(reals, LEARNING_RATE - 3);
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
