/** The packed package in browsers, by every way that leads there. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openChromium, resultOfPage, serve } from "../support/browser.js";
import { firefox, reportOfPage } from "../support/firefox.js";
import { chromium } from "../support/runtimes.js";
import { bundled, installApplication } from "./application.js";
import { present as bundlers, viteBuild, viteServer, webpackBuild } from "./bundlers.js";
import { Hashes } from "./hashes.js";

const absent = bundlers ? "" : " (absent: npm ci --prefix test/runtimes)";

const html = (name: string, more = "") => `<!doctype html><meta charset="utf-8">
<title>${name}</title>${more}
<script type="module" src="./${name}"></script>`;

/** Pages that Vite builds and serves. */
const pages = ["page", "page-of-worker", "page-of-slim"];

const entries = ["gp", "offline", "pareto", "problems"];

describe("the packed package computes the same bits", () => {
  let app: Awaited<ReturnType<typeof installApplication>>;
  let server: Awaited<ReturnType<typeof serve>>;
  const hashes = new Hashes();
  const agrees = (name: string, said: unknown) => hashes.agree(name, said, app.expected);

  beforeAll(async () => {
    app = await installApplication();
    for (const page of pages) writeFileSync(join(app.folder, `${page}.html`), html(`${page}.mjs`));
    const manifest = readFileSync(join(app.folder, "node_modules/steinbock/package.json"), "utf8");
    const { exports, unpkg, jsdelivr } = JSON.parse(manifest);
    expect(jsdelivr).toBe(unpkg);
    const script = `<script src="/node_modules/steinbock/${unpkg}"></script>`;
    const at = (entry: string) => `/node_modules/steinbock/${exports[entry].default}`;
    const imports = Object.fromEntries(
      entries.map((name) => [`steinbock/${name}`, at(`./${name}`)]),
    );
    const map = JSON.stringify({ imports: { steinbock: at("."), ...imports } });
    server = await serve(app.folder, {
      "/script.html": html("page-of-script.mjs", script),
      "/modules.html": html("page.mjs", `<script type="importmap">${map}</script>`),
      "/bundled/page/": html("page.js"),
      "/bundled/page-of-firefox/": html("page-of-firefox.js"),
      "/dist-webpack/page/": html("../page.js"),
      "/dist-webpack/page-of-slim-url/": html("../page-of-slim-url.js"),
    });
  });
  afterAll(async () => {
    await server?.close();
    app?.remove();
    hashes.print();
  });

  describe.skipIf(!chromium.present)(`in ${chromium.name}`, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openChromium();
    });
    afterAll(() => browser?.close());

    const inChromium = async (way: string, url: string) =>
      agrees(`Chromium, ${way}`, await resultOfPage(url, browser));

    it("from a plain script tag", () => inChromium("script tag", `${server.origin}/script.html`));

    it("from its modules as they are, by an import map", () =>
      inChromium("import map", `${server.origin}/modules.html`));

    it("through esbuild", async () => {
      await bundled(app.folder, "page");
      await inChromium("esbuild", `${server.origin}/bundled/page/`);
    });

    describe.skipIf(!bundlers)(`through bundlers${absent}`, () => {
      it("webpack: a page, steinbock/slim", async () => {
        await webpackBuild(app.folder, ["page", "page-of-slim-url"]);
        for (const page of ["page", "page-of-slim-url"]) {
          await inChromium(`webpack, ${page}`, `${server.origin}/dist-webpack/${page}/`);
        }
      });

      it("Vite's build: a page, a Web Worker, steinbock/slim", async () => {
        await viteBuild(
          app.folder,
          pages.map((page) => `${page}.html`),
        );
        const built = await serve(join(app.folder, "dist-vite"), {});
        try {
          for (const page of pages) {
            await inChromium(`Vite build, ${page}`, `${built.origin}/${page}.html`);
          }
        } finally {
          await built.close();
        }
      });

      it("Vite's development server: the same", async () => {
        const development = await viteServer(app.folder);
        try {
          for (const page of pages) {
            await inChromium(`Vite dev, ${page}`, `${development.origin}${page}.html`);
          }
        } finally {
          await development.close();
        }
      });
    });
  });

  it.skipIf(!firefox.present)(`in ${firefox.name}`, async () => {
    await bundled(app.folder, "page-of-firefox");
    agrees("Firefox", await reportOfPage(`${server.origin}/bundled/page-of-firefox/`));
  });
});
