/** Training of a round's network, and which of the networks on the way is kept. */
import { hypervolume } from "../pareto/index.js";
import { RandomStream } from "../random/index.js";
import { type Guide, targetsOf } from "./guide.js";
import { evenPreferences, preferences } from "./preferences.js";
import { referencePoint } from "./reference-point.js";
import type { Round } from "./round.js";
import type { ParetoSetSettings } from "./settings.js";
import { STEPS } from "./streams.js";
import { lowerBounds } from "./surrogates.js";
import { trainNetwork } from "./trainer.js";

/** Checkpoints are compared up to a reference at least so far beyond the front. */
const LEAST_MARGIN = 0.1;

/** Preferences for which checkpoints are compared, an objective. */
const TESTS_AN_OBJECTIVE = 100;

/** Trains, and keeps the network of the front with most hypervolume where that is asked for. */
export function train(
  round: Round,
  settings: ParetoSetSettings,
  guide: Guide,
  seed: number,
  enough: (done: number) => boolean,
): void {
  const { network, models, feasibility, front } = round;
  const { k } = network;
  const { steps, particles, checkpointEvery, imitation } = settings;
  const draws = preferences(k, steps * particles, new RandomStream(seed, STEPS));
  const imitated = draws.subarray(0, Math.round(imitation * steps) * particles * k);
  const options = {
    network,
    settings,
    models: models.map((model) => model.modelPointer),
    feasibility,
    ideal: guide.ideal,
    units: guide.units,
    preferences: draws,
    targets: targetsOf(guide, imitated, settings),
  };
  // Where nothing feasible is known there is no volume to compare.
  if (checkpointEvery === 0 || front.length === 0) {
    trainNetwork(options, enough);
    return;
  }
  const tests = evenPreferences(k, TESTS_AN_OBJECTIVE * k);
  const fixed = referencePoint(front, Math.max(settings.margin, LEAST_MARGIN));
  let best = 0;
  let kept: Float32Array | undefined;
  trainNetwork(options, (done) => {
    const designs = network.designs(tests);
    const likely = feasibility.likely(designs);
    const reached = lowerBounds(round, designs, settings).filter((_, i) => likely[i]);
    const reference = settings.movingReference
      ? referencePoint([...front, ...reached], settings.margin)
      : fixed;
    const volume = reached.length === 0 ? 0 : hypervolume(reached, reference);
    if (volume >= best) {
      best = volume;
      kept = network.parameters;
    }
    return enough(done);
  });
  if (kept !== undefined && best > 0) network.parameters = kept;
}
