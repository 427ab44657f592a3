import { InputError } from "../errors.js";
import { latinHypercube, RandomStream } from "../random/index.js";
import { type Proposal, randomSampler, type Sampler, type SamplerRequest } from "../study/index.js";
import { chooseBatch } from "./batch.js";
import { rowsOf } from "./matrix.js";
import type { Pace } from "./pace.js";
import type { Admit } from "./picks.js";
import type { ParetoSetMethod } from "./presets.js";
import { resolveSettings } from "./resolve-settings.js";
import { learn, type Round, type RoundData } from "./round.js";
import type { ParetoSetSettings } from "./settings.js";
import { LEAST_TOLD } from "./told.js";

export interface ParetoSetSamplerOptions {
  readonly method?: ParetoSetMethod;
  /** Changes to the method's settings. */
  readonly settings?: Partial<ParetoSetSettings>;
  /** Designs before the model takes over, default max(20, 2d + 1). */
  readonly initialDesign?: number;
}

/** Stream of a study's seed from which rounds draw their own seeds. */
const ROUNDS = 32;

/** Two designs nearer than this, in the unit cube, are the same. */
const SAME_DESIGN = 1e-6;

/**
 * Pareto-set learning as a sampler of a study with several objectives: a Latin hypercube first,
 * then rounds. A round is a pure function of what was told, so a resumed study goes on bit for bit.
 * Cost of an ask: the fits, `steps` training steps and `candidates` posteriors.
 */
export class ParetoSetSampler implements Sampler {
  readonly name = "pareto-set";
  readonly settings: ParetoSetSettings;
  readonly #options: ParetoSetSamplerOptions;
  #round: Round | undefined;
  #key = "";

  constructor(options: ParetoSetSamplerOptions = {}) {
    const { initialDesign } = options;
    if (
      initialDesign !== undefined &&
      !(Number.isSafeInteger(initialDesign) && initialDesign > 1)
    ) {
      throw new InputError("initialDesign", initialDesign, "give a whole number of at least 2");
    }
    this.settings = resolveSettings(options.method, options.settings);
    this.#options = options;
  }

  toJSON(): ParetoSetSamplerOptions {
    return this.#options;
  }

  propose(request: SamplerRequest): readonly Proposal[] {
    const { cube, count, objectives, points, pending, failed } = request;
    const d = cube.dimension;
    if (objectives < 2) {
      const remedy = "Pareto-set learning needs at least two objectives: for one take Study";
      throw new InputError("objectives", objectives, remedy);
    }
    const { initialDesign = Math.max(20, 2 * d + 1) } = this.#options;
    const seen = (points.length + pending.length + failed.length) / d;
    const first = Math.min(Math.max(initialDesign - seen, 0), count);
    const proposals = this.#initial(request, initialDesign, first);
    if (first === count) return proposals;
    if (points.length / d < LEAST_TOLD) {
      return [...proposals, ...randomSampler().propose({ ...request, count: count - first })];
    }
    const values = request.values.map((value) => -value);
    const round = this.round({ ...request, d, k: objectives, values }, request);
    const seed = roundSeed(request.seed, points.length / d + 1);
    const admit = newDesigns(request, proposals);
    const batch = chooseBatch(round, this.settings, seed, count - first, admit);
    proposals.push(...batch.map((point) => ({ point })));
    const missing = count - proposals.length;
    return missing === 0
      ? proposals
      : [...proposals, ...randomSampler().propose({ ...request, count: missing })];
  }

  /**
   * The round of some told data; the last one is kept, unless the time for it was short. Throws an
   * aborted signal's reason.
   *
   * @param optimism  β of its bounds, by default that of a batch
   */
  round(
    data: Required<RoundData> & { readonly seed: number },
    { expired, signal, onProgress }: Pace = {},
    optimism = this.settings.optimism,
  ): Round {
    const { d, k, points, pending, values, limits, outcomes, seed } = data;
    const told = [points, values, outcomes, pending].map((numbers) => numbers.join());
    const key = [optimism, seed, JSON.stringify(limits), ...told].join(";");
    if (this.#round !== undefined && this.#key === key) return this.#round;
    this.dispose();
    const n = points.length / d;
    const { steps } = this.settings;
    let early = false;
    const enough = (step: number) => {
      onProgress?.({ step, steps });
      signal?.throwIfAborted();
      early = step < steps && expired?.() === true;
      return early;
    };
    signal?.throwIfAborted();
    const about = { d, k, points, values, limits, outcomes, pending };
    this.#round = learn(about, { ...this.settings, optimism }, roundSeed(seed, n), enough);
    this.#key = early ? "" : key;
    return this.#round;
  }

  dispose(): void {
    this.#round?.dispose();
    this.#round = undefined;
  }

  /** The part of the Latin hypercube that follows what was proposed before. */
  #initial({ seed, index, cube }: SamplerRequest, size: number, count: number): Proposal[] {
    if (count === 0) return [];
    const d = cube.dimension;
    const design = latinHypercube(d, size, { seed });
    return Array.from({ length: count }, (_, i) => {
      const row = (index + i) % size;
      return { point: design.slice(row * d, (row + 1) * d) };
    });
  }
}

/** The seed of the round after n told results. */
function roundSeed(seed: number, n: number): number {
  return Math.floor(new RandomStream(seed, ROUNDS, n).next() * 2 ** 32);
}

/** Snaps designs to legal values and refuses those that were evaluated or are about to be. */
function newDesigns(
  { cube, points, pending, failed }: SamplerRequest,
  proposals: readonly Proposal[],
): Admit {
  const d = cube.dimension;
  const known = [points, pending, failed].flatMap((rows) => rowsOf(rows, d));
  known.push(...proposals.map(({ point }) => point));
  return (design) => {
    cube.snap(design);
    return !known.some((other) => design.every((u, i) => Math.abs(u - other[i]!) < SAME_DESIGN));
  };
}
