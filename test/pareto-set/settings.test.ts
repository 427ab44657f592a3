import { describe, expect, it } from "vitest";
import { ParetoSetLearner } from "../../src/pareto-set/index.js";
import { presets } from "../../src/pareto-set/presets.js";
import { resolveSettings } from "../../src/pareto-set/resolve-settings.js";
import { float } from "../../src/space/index.js";

describe("settings of Pareto-set learning", () => {
  it.each(Object.keys(presets) as (keyof typeof presets)[])("%s keeps its own rules", (method) => {
    expect(resolveSettings(method)).toEqual(presets[method]);
    expect(resolveSettings(method, { steps: 7 })).toEqual({ ...presets[method], steps: 7 });
  });

  it.each([
    [{ learningrate: 1 }, /settings\.learningrate is 1: there is .*learningRate/],
    [
      { scalarization: "wieghted" },
      /scalarization is "wieghted": use one of weighted, ray, smooth/,
    ],
    [{ surrogate: "trend" }, /surrogate is "trend": use one of evidence, map, adam/],
    [{ annealing: 1 }, /annealing is 1: give true or false/],
    [{ augmentation: -1 }, /augmentation is -1: give a finite number, 0 or more/],
    [{ steps: 1.5 }, /steps is 1\.5: give a whole number/],
    [{ learningRate: NaN }, /learningRate is NaN: give a positive number/],
    [null, /settings is null: give an object/],
  ])("%j are refused", (settings, message) => {
    const make = () =>
      new ParetoSetLearner({
        space: { x: float(0, 1) },
        objectives: { a: "minimize", b: "minimize" },
        settings: settings as object,
      });
    expect(make).toThrow(message);
  });
});
