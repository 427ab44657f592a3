import { describe, expect, it } from "vitest";
import { float, Study } from "../../src/index.js";
import { samplerConformance } from "../conformance/sampler.js";

const samplers = ["random", "sobol"] as const;

describe.each(samplers)("sampler %s", (sampler) => {
  samplerConformance(sampler, 60);

  const unit = (count: number, seed = 1) => {
    const space = { x: float(0, 1), y: float(0, 1) };
    const study = new Study({ space, objectives: { z: "minimize" }, seed, sampler });
    return study.ask({ count }).map(({ params }) => [params.x, params.y]);
  };

  it("proposes in a batch what it proposes one by one", () => {
    const space = { x: float(0, 1), y: float(0, 1) };
    const study = new Study({ space, objectives: { z: "minimize" }, seed: 1, sampler });
    const single = Array.from({ length: 9 }, () => study.ask().params);
    expect(single.map(({ x, y }) => [x, y])).toEqual(unit(9));
  });

  it("fills the cube: every sixteenth gets its share", () => {
    const counts = new Array<number>(16).fill(0);
    for (const [x, y] of unit(1024)) counts[Math.floor(x! * 4) * 4 + Math.floor(y! * 4)]!++;
    // Binomial with mean 64 and sd 7.75 for random points; exactly 64 for a digital net.
    const allowed = sampler === "sobol" ? 0 : 35;
    for (const count of counts) expect(Math.abs(count - 64)).toBeLessThanOrEqual(allowed);
  });
});
