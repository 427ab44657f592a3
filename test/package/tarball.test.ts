import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeVersions, runNode } from "../support/runtimes.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** "steinbock", "steinbock/gp", …: every entry that is code. */
const entries = Object.keys(manifest.exports)
  .filter((path) => !/\.(wasm|json)$/.test(path))
  .map((path) => `steinbock${path.slice(1)}`);

// What a user's first lines do; `main`, `gp` and `linalg` are the modules.
const use = `
const study = new main.Study({ space: { x: main.float(0, 1) }, objectives: { y: "minimize" }, seed: 1 });
const trial = study.ask();
study.tell(trial, { y: trial.params.x });
const model = new gp.GaussianProcess().fit([[0], [0.5], [1]], [0, 1, 0]);
console.log(study.best.values.y === trial.params.x, model.predict([[0.25]]).mean.length);
`;
const imported = `
${entries.map((entry, i) => `import * as entry${i} from "${entry}";`).join("\n")}
import * as main from "steinbock";
import * as gp from "steinbock/gp";
${use}`;
const required = `
for (const entry of ${JSON.stringify(entries)}) require(entry);
const main = require("steinbock");
const gp = require("steinbock/gp");
${use}`;

describe("the npm package", () => {
  let app: string;
  const installed = (path: string) => join(app, "node_modules/steinbock", path);

  beforeAll(() => {
    app = mkdtempSync(join(tmpdir(), "steinbock-app-"));
    const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", app];
    const [{ filename }] = JSON.parse(execFileSync("npm", pack, { cwd: root, encoding: "utf8" }));
    writeFileSync(join(app, "package.json"), `{ "private": true }`);
    const install = ["install", "--offline", "--no-audit", "--no-fund", `./${filename}`];
    execFileSync("npm", install, { cwd: app, stdio: "pipe" });
    writeFileSync(join(app, "imported.mjs"), imported);
    writeFileSync(join(app, "required.cjs"), required);
  });

  afterAll(() => rmSync(app, { recursive: true, force: true }));

  for (const { name, binary, present } of nodeVersions) {
    it.skipIf(!present)(`is imported and required in ${name}`, async () => {
      // Without a warning, and so without an experimental feature: standard error must stay empty.
      const flags = ["--throw-deprecation"];
      expect(await runNode(binary, [...flags, "imported.mjs"], app)).toBe("true 1\n");
      expect(await runNode(binary, [...flags, "required.cjs"], app)).toBe("true 1\n");
    });
  }

  it("has no dependency, and no file beside the built ones", () => {
    const { dependencies, optionalDependencies, peerDependencies } = manifest;
    expect([dependencies, optionalDependencies, peerDependencies]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const files: string[] = JSON.parse(
      execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: root, encoding: "utf8" }),
    )[0].files.map((file: { path: string }) => file.path);
    const expected =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|build\/core\.wasm|build\/dist\/.*\.(js|ts))$/;
    expect(files.filter((path) => !expected.test(path))).toEqual([]);
  });

  it("gives a module to those who bring the binary themselves", () => {
    const module = new WebAssembly.Module(readFileSync(installed("build/core.wasm")));
    expect(WebAssembly.Module.imports(module)).toEqual([]);
    expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toContain("memory");
  });

  it("has types that compile under strict rules, those of its own files included", () => {
    writeFileSync(
      join(app, "app.mts"),
      `${entries.map((entry, i) => `import * as entry${i} from "${entry}";`).join("\n")}
import { Study, float, int, choice } from "steinbock";
import { GaussianProcess } from "steinbock/gp";
import core from "steinbock/core.wasm";
const study = new Study({
  space: { lr: float(1e-5, 1e-1, { scale: "log" }), layers: int(1, 8), act: choice(["relu", "gelu"]) },
  objectives: { loss: "minimize" },
});
const trial = study.ask();
const act: "relu" | "gelu" = trial.params.act;
const layers: number = trial.params.layers;
// @ts-expect-error: "tanh" is no choice
const wrong: "tanh" = trial.params.act;
// @ts-expect-error: no such objective
study.tell(trial, { accuracy: 1 });
const mean: Float64Array = new GaussianProcess().fit([[0], [1]], [0, 1]).predict([[0.5]]).mean;
const module: WebAssembly.Module = core;
export default [act, layers, wrong, mean, module, ${entries.map((_, i) => `entry${i}`).join(", ")}];
`,
    );
    const options = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: "nodenext",
        target: "es2022",
        lib: ["es2023", "esnext.disposable", "dom"],
        types: [],
        skipLibCheck: false,
        exactOptionalPropertyTypes: true,
        allowArbitraryExtensions: true,
      },
      files: ["app.mts"],
    };
    writeFileSync(join(app, "tsconfig.json"), JSON.stringify(options));
    const tsc = join(root, "node_modules/.bin/tsc");
    expect(() => execFileSync(tsc, ["-p", app], { stdio: "pipe", encoding: "utf8" })).not.toThrow();
  });

  it("lets an application that uses only the GP leave the rest behind", async () => {
    const bundle = async (contents: string) => {
      const { outputFiles } = await build({
        stdin: { contents, resolveDir: app },
        bundle: true,
        minify: true,
        format: "esm",
        write: false,
        logLevel: "error",
      });
      return outputFiles[0]!.text;
    };
    const all = await bundle(`export * from "steinbock"`);
    const some = await bundle(`export { GaussianProcess } from "steinbock/gp"`);
    // A method's name survives minifying: it is in the one and must not be in the other.
    expect(all.includes("enqueue")).toBe(true);
    expect(some.includes("enqueue")).toBe(false);
    expect(await bundle(`import "steinbock/gp"; import "steinbock"`)).toBe("");
  });
});
