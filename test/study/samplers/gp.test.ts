import { describe } from "vitest";
import { samplerConformance } from "../../conformance/sampler.js";

describe("the GP sampler", () => {
  samplerConformance("gp", 12);
});
