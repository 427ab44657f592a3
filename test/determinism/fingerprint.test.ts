import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { resultOfPage, serve } from "../support/browser.js";
import { chromium, nodeVersions, runNode } from "../support/runtimes.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bundlePath = "build/determinism/sources.js";
const modulePath = "test/determinism/modules.mjs";

type Fingerprint = Record<string, string>;

/** What a Node says; the script leaves it in `globalThis.result`. */
async function inNode(binary: string, path: string): Promise<Fingerprint> {
  const script = `await import("./${path}"); console.log(JSON.stringify(globalThis.result));`;
  return JSON.parse(await runNode(binary, ["--input-type=module", "--eval", script], root));
}

async function inChromium(path: string): Promise<Fingerprint> {
  const page = `<!doctype html><title>fingerprint</title><script type="module" src="/${path}"></script>`;
  const server = await serve(root, { "/": page });
  try {
    return (await resultOfPage(server.origin)) as Fingerprint;
  } finally {
    await server.close();
  }
}

describe("equal seeds give equal bits", () => {
  let expected: Fingerprint;
  let expectedPublic: Fingerprint;

  beforeAll(async () => {
    await build({
      entryPoints: ["test/determinism/sources.mjs"],
      absWorkingDir: root,
      outfile: bundlePath,
      bundle: true,
      format: "esm",
      platform: "neutral",
      target: "es2022",
    });
    expected = await inNode(process.execPath, bundlePath);
    expectedPublic = await inNode(process.execPath, modulePath);
  }, 180_000);

  it("in the built modules and in a bundle of the sources", () => {
    expect(Object.keys(expectedPublic).length).toBeGreaterThan(0);
    expect(expected).toMatchObject(expectedPublic);
    // No two sections are the same numbers: a hash of nothing would be.
    expect(new Set(Object.values(expected)).size).toBe(Object.keys(expected).length);
  });

  for (const { name, binary, present } of nodeVersions) {
    it.skipIf(!present)(`in ${name}`, async () => {
      expect(await inNode(binary, bundlePath)).toEqual(expected);
      expect(await inNode(binary, modulePath)).toEqual(expectedPublic);
    });
  }

  it.skipIf(!chromium.present)(`in ${chromium.name}, through a bundle`, async () => {
    expect(await inChromium(bundlePath)).toEqual(expected);
  });

  it.skipIf(!chromium.present)(`in ${chromium.name}, from a plain module script`, async () => {
    expect(await inChromium(modulePath)).toEqual(expectedPublic);
  });
});
