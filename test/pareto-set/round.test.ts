import { describe, expect, it } from "vitest";
import { hypervolume } from "../../src/pareto/index.js";
import { evenPreferences } from "../../src/pareto-set/preferences.js";
import { learn, type RoundData } from "../../src/pareto-set/round.js";
import { type ParetoSetSettings, resolveSettings } from "../../src/pareto-set/settings.js";
import { lowerBounds } from "../../src/pareto-set/surrogates.js";
import { latinHypercube } from "../../src/random/index.js";

const [d, k, n, STEPS] = [3, 2, 24, 25];

/** Two objectives of different scales, whose front bends. */
function data(): RoundData {
  const points = latinHypercube(d, n, { seed: 5 });
  const values = Float64Array.from({ length: n * k }, (_, index) => {
    const x = points.subarray(d * (index >> 1), d * ((index >> 1) + 1));
    const ends = x.reduce((sum, u) => sum + (u - (index % 2)) ** 2, 0);
    return index % 2 === 0 ? 300 * ends : ends + 40;
  });
  return { d, k, points, values, pending: new Float64Array(0) };
}

function settingsOf(changes: Partial<ParetoSetSettings>): ParetoSetSettings {
  // A rate at which the last network is not the best.
  const small = { width: 8, steps: STEPS, learningRate: 0.3, ...changes };
  return resolveSettings("svh-compat", small);
}

/** Largest value of every column. */
const tops = (rows: readonly (readonly number[])[]) =>
  Array.from({ length: k }, (_, o) => Math.max(...rows.map((row) => row[o]!)));

describe("checkpoints", () => {
  it.each([true, false])("keep the best network, moving reference: %s", (movingReference) => {
    const settings = settingsOf({ movingReference });
    using round = learn(data(), settings, 3);
    const fixed = tops(round.front).map((top, o) => {
      return top + 0.1 * (top - Math.min(...round.front.map((row) => row[o]!)));
    });
    // Training without checkpoints to every step in turn gives all the networks there were.
    const all = Array.from({ length: STEPS }, (_, step) => {
      using then = learn(data(), { ...settings, steps: step + 1, checkpointEvery: 0 }, 3);
      const designs = then.network.designs(evenPreferences(k, 100 * k));
      const reached = lowerBounds(then.models, designs, settings);
      const reference = movingReference ? tops([...then.front, ...reached]) : fixed;
      return { parameters: then.network.parameters, volume: hypervolume(reached, reference) };
    });
    const best = Math.max(...all.map(({ volume }) => volume));
    const last = all.findLastIndex(({ volume }) => volume === best);
    expect(best).toBeGreaterThan(0);
    expect(last).toBeLessThan(STEPS - 1);
    expect(round.network.parameters).toEqual(all[last]!.parameters);
  });
});

describe("outputs", () => {
  it("are modelled as they are where that is asked for", () => {
    const { values } = data();
    using raw = learn(data(), settingsOf({ standardize: false }), 3);
    using scaled = learn(data(), settingsOf({}), 3);
    expect(raw.standards).toEqual([0, 1].map(() => ({ mean: 0, sd: 1 })));
    expect(scaled.standards[0]!.sd).toBeGreaterThan(50);
    expect(raw.front.length).toBe(scaled.front.length);
    for (const [first, second] of raw.front) {
      expect(Array.from(values)).toContain(first);
      expect(Array.from(values)).toContain(second);
    }
  });
});
