/** Headless Chromium on pages of a local server. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { chromium as driver } from "playwright-core";
import { chromium } from "./runtimes.js";

// Beside --headless, which the driver adds.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** Serves the files below `root`, and `pages` by their paths. */
export async function serve(root: string, pages: Record<string, string>) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    try {
      const page = pages[path];
      const body = page ?? (await readFile(join(root, normalize(path))));
      const type = types[extname(path) || ".html"];
      response.writeHead(200, { "content-type": type ?? "text/plain" });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/**
 * What the page at `url` leaves in `globalThis.result`. Throws the first error of the page, so that
 * a module that does not load fails at once and with its reason.
 */
export async function resultOfPage(url: string): Promise<unknown> {
  const browser = await driver.launch({
    executablePath: chromium.path!,
    args: flags,
  });
  try {
    const page = await browser.newPage();
    const failure = new Promise<never>((_, reject) => {
      page.on("pageerror", reject);
      page.on("requestfailed", (request) => reject(new Error(`not loaded: ${request.url()}`)));
    });
    const result = page.goto(url).then(async () => {
      await page.waitForFunction("globalThis.result !== undefined", undefined, { timeout: 50_000 });
      return page.evaluate("globalThis.result");
    });
    return await Promise.race([result, failure]);
  } finally {
    await browser.close();
  }
}
