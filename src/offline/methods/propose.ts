import type { Prediction } from "../ensemble.js";
import type { Proposal } from "../method.js";

interface Model {
  predict(x: Float32Array): Prediction;
  dispose(): void;
}

/** What a search finds by a model, which lives as long as the proposal, or ends with an error. */
export async function proposeBy(
  model: Model,
  search: () => Promise<Float32Array>,
): Promise<Proposal> {
  try {
    return {
      designs: await search(),
      predict: (x) => model.predict(x),
      dispose: () => model.dispose(),
    };
  } catch (error) {
    model.dispose();
    throw error;
  }
}
