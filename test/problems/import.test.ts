import { expect, it, vi } from "vitest";

it("costs no start of the core", async () => {
  const start = vi.spyOn(WebAssembly, "Instance");
  await import("../../src/problems/index.js");
  await import("../../src/index.js");
  expect(start).not.toHaveBeenCalled();
});
