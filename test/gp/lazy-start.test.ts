import { expect, it } from "vitest";

it("starts the core at first use, not at import", async () => {
  const { Module } = WebAssembly;
  let compiled = 0;
  WebAssembly.Module = class extends Module {
    constructor(bytes: BufferSource) {
      super(bytes);
      compiled++;
    }
  } as typeof Module;
  try {
    const { GaussianProcess, gammaPrior, matern52 } = await import("../../src/gp/index.js");
    const gp = new GaussianProcess({
      kernel: matern52({ prior: gammaPrior(3, 6) }),
      noise: "infer",
    });
    expect(compiled).toBe(0);
    gp.fit([[0], [1]], [0, 1]).dispose();
    expect(compiled).toBe(1);
  } finally {
    WebAssembly.Module = Module;
  }
});
