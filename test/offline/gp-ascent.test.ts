import { describe, expect, it } from "vitest";
import { core } from "../../src/core/index.js";
import { gpAscent, optimizeOffline } from "../../src/offline/index.js";
import { hill, hillHeight } from "./data.js";

describe("gp-ascent", () => {
  const { X, y } = hill(300);
  const run = (seed: number) =>
    optimizeOffline(
      { X, y },
      { method: gpAscent({ rows: 200, stepSize: 0.02 }), candidates: 24, seed },
    );

  it("proposes designs above the best of the data, the same bits again", async () => {
    const before = core().heap_live_blocks();
    const [first, second] = [await run(3), await run(3)];
    expect(second).toEqual(first);
    const truth = first.candidates.map(({ x }) => hillHeight(x)).sort((a, b) => a - b);
    expect(truth[12]).toBeGreaterThan(first.data.best);
    expect(first.validation!.rankCorrelation).toBeGreaterThan(0.95);
    expect((await run(4)).candidates).not.toEqual(first.candidates);
    expect(core().heap_live_blocks()).toBe(before);
  });

  it("refuses options that make no sense", () => {
    expect(() => gpAscent({ rows: 0 })).toThrow(/gpAscent\(\)\.rows/);
    expect(() => gpAscent({ noise: -1 })).toThrow(/noise/);
    expect(() => gpAscent({ epochs: 1 } as never)).toThrow(/epochs/);
  });
});
