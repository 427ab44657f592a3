/** The built demo site in headless Chromium, from a sub-path, with all that its console says. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
/** Undefined where there is none. */
export const chromiumPath = process.env.CHROMIUM ?? paths.find((path) => existsSync(path));

const PREFIX = "/some/where/";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

const flags = [
  ...["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync", "--force-color-profile=srgb"],
];

/** `open(name, options)` gives a page; `errors` gathers what no visitor should see. */
export async function openSite(executablePath) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = normalize(pathname.slice(PREFIX.length));
    try {
      if (!pathname.startsWith(PREFIX)) throw new Error("outside");
      const body = await readFile(join(root, "build/demo", path));
      response.writeHead(200, { "content-type": types[extname(path)] ?? "text/plain" });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://localhost:${server.address().port}${PREFIX}`;
  const browser = await chromium.launch({ executablePath, args: flags });
  const errors = [];
  return {
    errors,
    async open(name, options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1180, height: 900 },
        colorScheme: "light",
        ...options,
      });
      const page = await context.newPage();
      page.on("pageerror", (error) => errors.push(`${name}: ${error.message}`));
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()))
          errors.push(`${name}: ${message.text()}`);
      });
      page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(base) && !url.startsWith("blob:")) errors.push(`${name} asks ${url}`);
      });
      await page.goto(`${base}${name}.html`);
      return page;
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
