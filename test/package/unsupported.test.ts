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

/** The same through `steinbock/slim`, which compiles while the binary arrives. */
const useSlim = (binary: string) => `
let result;
try {
  await load(${binary});
  result = "loaded";
} catch (error) {
  result = error.name + ": " + error.message;
}`;

it.runIf(process.arch === "x64")("without SIMD, here for lack of SSE4.1", async () => {
  const inlined = `import { GaussianProcess } from "./build/dist/gp/index.js";${use}`;
  const slim = `import { readFileSync } from "node:fs";
    import { load } from "./build/dist/slim/slim.js";${useSlim('readFileSync("build/core.wasm")')}`;
  const run = (script: string, ...flags: string[]) => {
    const text = `${script}; console.log(result);`;
    return runNode(process.execPath, [...flags, "--input-type=module", "--eval", text], root);
  };
  for (const script of [inlined, slim]) {
    expect(await run(script, "--no-enable-sse4-1")).toMatch(
      /^UnsupportedError: this engine has no WebAssembly SIMD: use/,
    );
  }
  expect(await run(inlined)).toBe("1 mean\n");
  expect(await run(slim)).toBe("loaded\n");
});

describe.skipIf(!chromium.present)(`under a content security policy, ${chromium.name}`, () => {
  let server: Awaited<ReturnType<typeof serve>>;
  const page = (policy: string, script: string) => `<!doctype html><meta charset="utf-8">
<title>policy</title><meta http-equiv="Content-Security-Policy" content="${policy}">
<script type="module" src="${script}"></script>`;

  beforeAll(async () => {
    const pages = ["/use.mjs", "/slim.mjs"].flatMap((script) => [
      [`/self${script}.html`, page("script-src 'self'", script)],
      [`/wasm${script}.html`, page("script-src 'self' 'wasm-unsafe-eval'", script)],
    ]);
    server = await serve(root, {
      ...Object.fromEntries(pages),
      "/use.mjs": `import { GaussianProcess } from "/build/dist/gp/index.js";${use}
        globalThis.result = result;`,
      "/slim.mjs": `import { load } from "/build/dist/slim/slim.js";${useSlim('"/build/core.wasm"')}
        globalThis.result = result;`,
    });
  });
  afterAll(() => server.close());

  it.each(["use", "slim"])("that lets scripts only come from the site: %s", async (script) => {
    expect(await resultOfPage(`${server.origin}/self/${script}.mjs.html`)).toMatch(
      /^UnsupportedError: compiling WebAssembly is forbidden here.*'wasm-unsafe-eval'/,
    );
  });

  it("with 'wasm-unsafe-eval'", async () => {
    expect(await resultOfPage(`${server.origin}/wasm/use.mjs.html`)).toBe("1 mean");
    expect(await resultOfPage(`${server.origin}/wasm/slim.mjs.html`)).toBe("loaded");
  });
});
