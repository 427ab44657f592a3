import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it, vi } from "vitest";

const bytes = readFileSync(fileURLToPath(new URL("../../build/core.wasm", import.meta.url)));
const compiled = new WebAssembly.Module(bytes);
const asResponse = (body: BodyInit, type = "application/wasm") =>
  new Response(body, { headers: { "content-type": type } });

describe("the binary that the caller of steinbock/slim brings", () => {
  // Each test has the module as it is before anything was loaded.
  let slim: typeof import("../../src/core/module.slim.js");
  beforeEach(async () => {
    vi.resetModules();
    slim = await import("../../src/core/module.slim.js");
  });

  it("is missed with a word on what to do", () => {
    expect(() => slim.coreModule()).toThrow(/loadSync\(source\) or await load\(source\)/);
  });

  const sources = {
    "a module": () => compiled,
    bytes: () => bytes,
    "an ArrayBuffer": () => Uint8Array.from(bytes).buffer,
    "a response, while it arrives": () => asResponse(bytes),
    "a response of another type": () => asResponse(bytes, "application/octet-stream"),
    "the promise of a response": () => Promise.resolve(asResponse(bytes)),
    "a data URL": () => new URL(`data:application/wasm;base64,${bytes.toString("base64")}`),
  };
  for (const [name, source] of Object.entries(sources)) {
    it(`may be ${name}`, async () => {
      await slim.load(source());
      expect(WebAssembly.Module.exports(slim.coreModule())).toEqual(
        WebAssembly.Module.exports(compiled),
      );
    });
  }

  it("may be a module or bytes at once", () => {
    slim.loadSync(bytes);
    const first = slim.coreModule();
    slim.loadSync(compiled);
    expect(slim.coreModule()).toBe(first);
  });

  it("is fetched from a URL, and what the server answers instead is named", async () => {
    const server = createServer((request, response) => {
      if (request.url === "/core.wasm") {
        response.writeHead(200, { "content-type": "application/wasm" }).end(bytes);
      } else if (request.url === "/page") {
        response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><p>hello");
      } else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await expect(slim.load(`${origin}/elsewhere`)).rejects.toThrow(
        /404 Not Found: check the URL/,
      );
      await expect(slim.load(`${origin}/page`)).rejects.toThrow(/<!doctype.*no WebAssembly binary/);
      await slim.load(`${origin}/core.wasm`);
      expect(slim.coreModule()).toBeDefined();
    } finally {
      server.close();
    }
  });

  it("is refused where it is something else", async () => {
    const foreign = new WebAssembly.Module(bytes.subarray(0, 8));
    expect(() => slim.loadSync(foreign)).toThrow(/of something else: take steinbock\/core.wasm/);
    expect(() => slim.loadSync(new Uint8Array(0))).toThrow(/no WebAssembly binary/);
    expect(() => slim.loadSync("core.wasm" as never)).toThrow(/source is "core.wasm": give/);
    await expect(slim.load(7 as never)).rejects.toThrow(/source is 7: give/);
    await expect(slim.load(null as never)).rejects.toThrow(/source is null: give/);
    await expect(slim.load("file:///nowhere.wasm")).rejects.toThrow(/give the bytes instead/);
    // A download that broke off.
    await expect(slim.load(bytes.subarray(0, 5000))).rejects.toThrow(/did not start/);
    expect(() => slim.coreModule()).toThrow(/no binary yet/);
    await slim.load(bytes);
  });

  it("is refused where it was built from other sources", () => {
    const fingerprint = createHash("sha256").update(bytes.subarray(0, -28)).digest("hex");
    // The last bytes are the section: 0, its length, 9, "steinbock", 16 digits.
    expect(bytes.toString("latin1").endsWith(`steinbock${fingerprint.slice(0, 16)}`)).toBe(true);
    const other = Uint8Array.from(bytes);
    other[other.length - 1] = bytes.at(-1) === 0x61 ? 0x62 : 0x61;
    expect(() => slim.loadSync(other)).toThrow(/of another version, [0-9a-f]{16}: take/);
  });
});
