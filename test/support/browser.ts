/** Headless Chromium on pages of a local server. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { type Browser, chromium as driver } from "playwright-core";
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

/** A browser of its own, for several pages; close it at the end. */
export const openChromium = () => driver.launch({ executablePath: chromium.path!, args: flags });

/** Milliseconds in which a page must have its result. */
const PATIENCE = 150_000;

/**
 * What the page at `url` leaves in `globalThis.result`, in a browser of its own if none is given.
 * Throws the first error of the page, so that a module that does not load fails at once and with its
 * reason.
 */
export async function resultOfPage(url: string, browser?: Browser): Promise<unknown> {
  if (browser === undefined) {
    const own = await openChromium();
    return resultOfPage(url, own).finally(() => own.close());
  }
  const page = await browser.newPage();
  try {
    const failure = new Promise<never>((_, reject) => {
      page.on("pageerror", reject);
      page.on("requestfailed", (request) => {
        // A page that loads itself anew breaks off what it was loading.
        if (request.failure()?.errorText === "net::ERR_ABORTED") return;
        reject(new Error(`not loaded: ${request.url()}`));
      });
    });
    const result = page.goto(url).then(async () => {
      // Asked for from outside: a page's own polling would be an eval, which its policy may forbid.
      const end = Date.now() + PATIENCE;
      while (Date.now() < end) {
        const result: unknown = await page.evaluate("globalThis.result");
        if (result !== undefined) return result;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`no result at ${url}`);
    });
    return await Promise.race([result, failure]);
  } finally {
    await page.close();
  }
}
