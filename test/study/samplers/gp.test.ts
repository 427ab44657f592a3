import { describe, expect, it } from "vitest";
import { float, Study } from "../../../src/index.js";
import { samplerConformance } from "../../conformance/sampler.js";

describe("the GP sampler", () => {
  samplerConformance("gp", 12);

  it("asks beside pending points where all told points coincide", () => {
    const space = { x: float(1, 1.02, { scale: "log" }) };
    const study = new Study({ space, objectives: { y: "minimize" }, seed: 857332058 });
    study.tell({ x: 1 }, 0);
    const [first] = [study.ask(), study.ask()];
    study.tell({ x: 1 }, 0);
    study.tell(first, 0);
    study.tell({ x: 1 }, -9.5e-153);
    const { x } = study.ask().params;
    expect(x).toBeGreaterThanOrEqual(1);
    expect(x).toBeLessThanOrEqual(1.02);
  });
});
