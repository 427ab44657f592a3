/** What a runtime that cannot run the core is told. */
import { afterEach, expect, it, vi } from "vitest";
import { unsupported } from "../../src/core/unsupported.js";

afterEach(() => vi.unstubAllGlobals());

it("finds out whether compiling is forbidden, SIMD is missing, or it is something else", () => {
  const cause = new Error("why");
  expect(unsupported(cause)).toMatchObject({ code: "UNSUPPORTED", cause });
  expect(unsupported(cause).message).toMatch(/did not start/);

  const { validate } = WebAssembly;
  vi.stubGlobal("WebAssembly", { Module: WebAssembly.Module, validate: () => false });
  expect(unsupported(cause).message).toMatch(/no WebAssembly SIMD: use Chrome 91/);

  class Module {
    constructor() {
      throw new EvalError("code generation disallowed by embedder");
    }
  }
  vi.stubGlobal("WebAssembly", { Module, validate });
  expect(unsupported(cause).message).toMatch(/script-src have 'wasm-unsafe-eval'.*workerd/);

  vi.stubGlobal("WebAssembly", undefined);
  expect(unsupported(cause).message).toMatch(/no WebAssembly: use a current engine/);
});
