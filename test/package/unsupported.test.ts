/** Where the core cannot start, the package says what to do. */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resultOfPage, serve } from "../support/browser.js";
import { chromium, runNode } from "../support/runtimes.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

const use = `
let result;
try {
  const { mean } = new GaussianProcess().fit([[0], [0.5], [1]], [0, 1, 0]).predict([[0.5]]);
  result = mean.length + " mean";
} catch (error) {
  result = error.name + ": " + error.message;
}`;

it.runIf(process.arch === "x64")("without SIMD, here for lack of SSE4.1", async () => {
  const script = `import { GaussianProcess } from "./build/dist/gp/index.js";${use}
    console.log(result);`;
  const run = (...flags: string[]) =>
    runNode(process.execPath, [...flags, "--input-type=module", "--eval", script], root);
  expect(await run("--no-enable-sse4-1")).toMatch(/^UnsupportedError: .*no WebAssembly SIMD: use/);
  expect(await run()).toBe("1 mean\n");
});

describe.skipIf(!chromium.present)(`under a content security policy, ${chromium.name}`, () => {
  let server: Awaited<ReturnType<typeof serve>>;
  const page = (policy: string) => `<!doctype html><meta charset="utf-8"><title>policy</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<script type="module" src="/use.mjs"></script>`;

  beforeAll(async () => {
    server = await serve(root, {
      "/self": page("script-src 'self'"),
      "/wasm": page("script-src 'self' 'wasm-unsafe-eval'"),
      "/use.mjs": `import { GaussianProcess } from "/build/dist/gp/index.js";${use}
        globalThis.result = result;`,
    });
  });
  afterAll(() => server.close());

  it("that lets scripts only come from the site", async () => {
    expect(await resultOfPage(`${server.origin}/self`)).toMatch(
      /^UnsupportedError: compiling WebAssembly is forbidden here.*'wasm-unsafe-eval'/,
    );
  });

  it("with 'wasm-unsafe-eval'", async () => {
    expect(await resultOfPage(`${server.origin}/wasm`)).toBe("1 mean");
  });
});
