import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installPacked } from "../support/packed.js";
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

/** The text of these files and of all that they import. */
function loaded(paths: string[]): string {
  const seen = new Set<string>();
  const queue = [...paths];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const imports = readFileSync(path, "utf8").matchAll(/(?:from|import\(?)\s*"(\.[^"]+)"/g);
    for (const [, name] of imports) queue.push(join(path, "..", name!));
  }
  return [...seen].map((path) => readFileSync(path, "utf8")).join("");
}

describe("the npm package", () => {
  let app: string;
  let remove: () => void;
  const installed = (path: string) => join(app, "node_modules/steinbock", path);

  beforeAll(() => {
    ({ folder: app, remove } = installPacked());
    writeFileSync(join(app, "imported.mjs"), imported);
    writeFileSync(join(app, "required.cjs"), required);
  });

  afterAll(() => remove?.());

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
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|build\/core\.(wasm|d\.wasm\.ts)|build\/dist\/(.*\.(js|ts)|licenses\.txt))$/;
    expect(files.filter((path) => !expected.test(path))).toEqual([]);
  });

  it("runs as a command that needs nothing else, and carries the licences of what it contains", async () => {
    const data = Array.from({ length: 30 }, (_, i) => `${i},${(i * i) % 7},${i % 5}`);
    writeFileSync(join(app, "data.csv"), `a,b,y\n${data.join("\n")}\n`);
    const call = ["offline", "data.csv", "--target", "y", "--minimize", "--method", "gp-ascent"];
    const npx = ["--offline", "--no-install", "steinbock", ...call, "--report", "report.html"];
    const stdout = execFileSync("npx", npx, { cwd: app, encoding: "utf8", stdio: "pipe" });
    expect(stdout).toMatch(/^design +a +b +predicted y +deviation +distance\n +1 /);
    expect(readFileSync(join(app, "report.html"), "utf8")).toMatch(/<svg [\s\S]*<\/html>\n$/);
    const licenses = readFileSync(installed("build/dist/licenses.txt"), "utf8");
    for (const name of [
      "cac",
      "csv-parse",
      "@observablehq/plot",
      "linkedom",
      "@assemblyscript/loader",
    ]) {
      expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, "m"));
    }
    expect(licenses).toContain("WITHOUT WARRANTY OF ANY KIND");
  });

  it("keeps the command's packages out of what the library loads", () => {
    const paths = Object.values<{ default?: string }>(manifest.exports).map(
      (entry) => entry.default,
    );
    const text = loaded(
      paths.filter((path) => path?.endsWith(".js")).map((path) => installed(path!)),
    );
    expect(text.length).toBeGreaterThan(300_000);
    // Words of the parser of arguments, of CSV and of plots.
    for (const word of ["missing required args", "CSV_QUOTE_NOT_CLOSED", "--plot-background"]) {
      expect(text).not.toContain(word);
    }
  });

  it("gives a module to those who bring the binary themselves", () => {
    const module = new WebAssembly.Module(readFileSync(installed("build/core.wasm")));
    expect(WebAssembly.Module.imports(module)).toEqual([]);
    expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toContain("memory");
  });

  it("has every entry in every form: two forms of one package would be two cores", () => {
    const names = entries.map((entry) => entry.slice("steinbock".length));
    for (const name of names.filter((name) => !name.startsWith("/slim"))) {
      const { types, ...forms } = manifest.exports[`.${name}`];
      const path = forms.default.slice("./build/dist/".length);
      expect(forms).toEqual({
        workerd: `./build/dist/workerd/${path}`,
        "edge-light": `./build/dist/edge-light/${path}`,
        default: `./build/dist/${path}`,
      });
      expect(types).toBe(forms.default.replace(/js$/, "d.ts"));
      const slim = { types, default: `./build/dist/slim/${path}` };
      if (name !== "") expect(manifest.exports[`./slim${name}`]).toEqual(slim);
    }
    expect(names).toContain("/slim");
  });

  it("is one script as well, with every entry under its name", async () => {
    const script = readFileSync(installed(manifest.unpkg), "utf8");
    const steinbock = runInThisContext(`${script}; steinbock`);
    const main = await import(`${root}/${manifest.exports["."].default}`);
    // What only servers have is not for pages.
    const others = entries.filter((entry) => !/slim|storage\/file/.test(entry)).slice(1);
    const names = others.map((entry) => entry.slice("steinbock/".length));
    expect(Object.keys(steinbock).sort()).toEqual([...Object.keys(main), ...names].sort());
    for (const name of names) {
      const entry = await import(`${root}/${manifest.exports[`./${name}`].default}`);
      expect(Object.keys(steinbock[name]).sort()).toEqual(Object.keys(entry).sort());
    }
  });

  it("shares one core, and refuses models of another", async () => {
    writeFileSync(
      join(app, "forms.mjs"),
      `import { readFileSync } from "node:fs";
import * as gp from "steinbock/gp";
import * as slimGp from "steinbock/slim/gp";
import { logExpectedImprovement } from "steinbock/slim/acquisition";
import { loadSync } from "steinbock/slim";
const fit = ({ GaussianProcess }) => new GaussianProcess().fit([[0], [0.5], [1]], [0, 1, 0]);
const said = [];
const attempt = (work) => { try { said.push(work()); } catch (error) { said.push(error.message); } };
attempt(() => fit(slimGp));
loadSync(readFileSync(new URL(import.meta.resolve("steinbock/core.wasm"))));
const expected = fit(gp).predict([[0.3]]).mean[0];
attempt(() => fit(slimGp).predict([[0.3]]).mean[0] === expected);
attempt(() => logExpectedImprovement({ model: fit(slimGp), bestF: 1 }).dimension);
attempt(() => logExpectedImprovement({ model: fit(gp), bestF: 1 }).dimension);
console.log(JSON.stringify(said));`,
    );
    expect(JSON.parse(await runNode(process.execPath, ["forms.mjs"], app))).toEqual([
      expect.stringMatching(/^steinbock\/slim has no binary yet/),
      true,
      1,
      expect.stringMatching(/^model is an object: .*do not mix/),
    ]);
  });

  it("has types that compile under strict rules, those of its own files included", () => {
    writeFileSync(
      join(app, "app.mts"),
      `${entries.map((entry, i) => `import * as entry${i} from "${entry}";`).join("\n")}
import { Study, float, int, choice } from "steinbock";
import { GaussianProcess } from "steinbock/gp";
import core from "steinbock/core.wasm";
import * as slim from "steinbock/slim";
slim.loadSync(core);
const loaded: Promise<void> = slim.load(new URL("https://example.com/core.wasm"));
const same: Study = new slim.Study({ space: {}, objectives: { y: "minimize" } });
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
export default [act, layers, wrong, mean, module, loaded, same, ${entries.map((_, i) => `entry${i}`).join(", ")}];
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
    const { stdout } = spawnSync(tsc, ["-p", app], { encoding: "utf8" });
    expect(stdout).toBe("");
  });

  it("lets an application that uses only the GP leave the rest behind", async () => {
    const bundle = async (contents: string) => {
      const { outputFiles } = await build({
        stdin: { contents, resolveDir: app },
        bundle: true,
        minify: true,
        format: "esm",
        external: ["node:*"],
        write: false,
        logLevel: "error",
      });
      return outputFiles[0]!.text;
    };
    const all = await bundle(
      entries.map((entry, i) => `export * as entry${i} from "${entry}";`).join("\n"),
    );
    const some = await bundle(`export { GaussianProcess } from "steinbock/gp"`);
    // Names of the core's functions and of methods survive minifying.
    const own = ["gp_likelihood", "leaveOneOut"];
    const others = [
      ...["enqueue", "acquisition_evaluate", "baseline_build", "hypervolume_boxes", "stein_train"],
      ...["candidates", "indexedDB", "cholesky_append"],
    ];
    const found = (code: string, names: string[]) => names.filter((name) => code.includes(name));
    expect(found(all, [...own, ...others])).toEqual([...own, ...others]);
    expect(found(some, [...own, ...others])).toEqual(own);
    expect(await bundle(`import "steinbock/gp"; import "steinbock"`)).toBe("");
  });
});
