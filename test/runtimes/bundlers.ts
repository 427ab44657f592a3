/** Vite and webpack as their users call them, from test/runtimes/package.json. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { installed } from "./application.js";

export const present = ["vite", "webpack"].every((name) => existsSync(installed(name)));

const require = createRequire(import.meta.url);

interface Stats {
  hasErrors(): boolean;
  hasWarnings(): boolean;
}

interface Vite {
  build(options: object): Promise<unknown>;
  createServer(options: object): Promise<{
    listen(): Promise<unknown>;
    close(): Promise<void>;
    readonly resolvedUrls: { readonly local: readonly string[] } | null;
  }>;
}

// Named as text: their own packages are not there where the tests are only compiled.
const vite = async (): Promise<Vite> => import(installed("vite/dist/node/index.js"));

/** Says nothing, and throws what Vite would complain of. */
const complain = (message: string) => {
  throw new Error(message);
};
const strict = {
  ...{ info() {}, clearScreen() {}, hasErrorLogged: () => false, hasWarned: false },
  ...{ warn: complain, warnOnce: complain, error: complain },
};

/** Builds the HTML pages to `folder`/dist-vite. */
export async function viteBuild(folder: string, pages: readonly string[]): Promise<void> {
  const { build } = await vite();
  await build({
    root: folder,
    logLevel: "warn",
    customLogger: strict,
    worker: { format: "es" },
    build: {
      outDir: "dist-vite",
      target: "es2022",
      rolldownOptions: {
        input: pages.map((page) => join(folder, page)),
        // On a busy machine it would complain of the time that Vite's own plugins take.
        checks: { pluginTimings: false },
      },
    },
  });
}

export async function viteServer(folder: string) {
  const server = await (await vite()).createServer({
    root: folder,
    logLevel: "warn",
    customLogger: strict,
    server: { host: "127.0.0.1", port: 0, strictPort: false, ws: false },
  });
  await server.listen();
  return { origin: server.resolvedUrls!.local[0]!, close: () => server.close() };
}

/** Bundles `folder`/<name>.mjs to `folder`/dist-webpack/<name>.js. */
export function webpackBuild(folder: string, names: readonly string[]): Promise<void> {
  const webpack = require(installed("webpack"));
  const options = {
    context: folder,
    mode: "production",
    entry: Object.fromEntries(names.map((name) => [name, `./${name}.mjs`])),
    output: { path: join(folder, "dist-webpack"), filename: "[name].js" },
    performance: false,
  };
  return new Promise((resolve, reject) => {
    webpack(options, (error: Error | null, stats: Stats) => {
      if (error) reject(error);
      else if (stats.hasErrors() || stats.hasWarnings()) reject(new Error(stats.toString()));
      else resolve();
    });
  });
}
