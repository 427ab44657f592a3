import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { carsPlugin } from "./offline/cars-plugin.js";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const pages = {
  index: "Bayesian optimization",
  pareto: "Pareto set",
  offline: "Your own table",
  race: "Race",
} as const;

/** Strict enough that nothing can leave a page: it connects to nowhere. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");

/** What all pages share: the head and the links from one to the next. */
function frame(): Plugin {
  const links = (current: string) =>
    Object.entries(pages)
      .map(([name, title]) => {
        const here = current === name ? ' aria-current="page"' : "";
        return `<a href="./${name}.html"${here}>${title}</a>`;
      })
      .join("\n");
  return {
    name: "frame",
    transformIndexHtml: {
      order: "pre",
      handler(html, { path: page, server }) {
        const current = /(\w+)\.html$/.exec(page)?.[1] ?? "index";
        const title = pages[current as keyof typeof pages];
        // The development server inlines styles, which the policy forbids.
        const meta = server
          ? ""
          : `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
        const head = `<meta charset="utf-8">
${meta}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Steinbock</title>
<link rel="icon" href="./shared/icon.svg">
<link rel="stylesheet" href="./shared/style.css">`;
        const header = `<a class="skip" href="#main">Skip to the content</a>
<header class="site">
<a class="brand" href="./index.html"><svg viewBox="0 0 32 32" aria-hidden="true"><path d="M3 27 13 9l5 8 3-5 8 15"/><path class="horn" d="M13 9C13 4 17 2 21 3"/></svg>Steinbock</a>
<nav aria-label="Demos">
${links(current)}
</nav>
<button id="theme" type="button"></button>
</header>`;
        return html.replace("<!--head-->", head).replace("<!--header-->", header);
      },
    },
  };
}

export default defineConfig({
  root: path("."),
  // Works below any path.
  base: "./",
  plugins: [frame(), carsPlugin()],
  resolve: {
    alias: [
      { find: /^steinbock$/, replacement: path("../src/index.ts") },
      { find: /^steinbock\/pareto$/, replacement: path("../src/pareto-set/index.ts") },
      // Its main entry reads files too, which no browser can.
      { find: /^numpy-ts$/, replacement: "numpy-ts/core" },
      { find: /^steinbock\/(\w+)$/, replacement: `${path("../src")}/$1/index.ts` },
    ],
  },
  worker: { format: "es" },
  // Found only when a race starts, they would reload the page of the development server.
  optimizeDeps: { include: ["ml-matrix", "numpy-ts/core"] },
  build: {
    outDir: path("../build/demo"),
    emptyOutDir: true,
    target: "es2022",
    // Images as files: the policy has no data URLs for scripts, and a style needs none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1024,
    rolldownOptions: { input: Object.keys(pages).map((name) => path(`${name}.html`)) },
  },
});
