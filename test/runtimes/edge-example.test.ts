/** The edge example, served by each runtime from the packed package. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { choice, float, int, Study } from "../../src/index.js";
import { bundled, installApplication, installed } from "./application.js";

// A script without types: named as text, so that no declaration is asked for.
const harness = "../../bench/support/workerd.mjs";
const { present: workerdPresent, serveWorker } = await import(harness);

const root = fileURLToPath(new URL("../..", import.meta.url));
const example = join(root, "examples/edge");

const space = {
  lr: float(1e-5, 1e-1, { scale: "log" }),
  layers: int(1, 8),
  act: choice(["relu", "gelu"]),
};
const loss = ({ lr, layers, act }: { lr: number; layers: number; act: string }) =>
  (Math.log10(lr) + 3) ** 2 + Math.abs(layers - 4) / 10 + (act === "gelu" ? 0 : 1);
const about = { space, objectives: { loss: "minimize" }, seed: 7 } as const;

type Ask = (body: unknown) => Promise<{ trials: { params: never; values?: unknown }[] }>;

/** 24 trials, two at a time, of which one fails and the last is never told; then one more. */
async function viaService(ask: Ask): Promise<unknown[]> {
  const trials: { params: never; values?: unknown; state?: string }[] = [];
  while (trials.length < 24) {
    const asked = await ask({ ...about, trials, count: 2 });
    for (const trial of asked.trials) {
      if (trials.length === 9) trials.push({ ...trial, state: "failed" });
      else if (trials.length === 23) trials.push(trial);
      else trials.push({ ...trial, values: { loss: loss(trial.params) } });
    }
  }
  const { trials: last } = await ask({ ...about, trials });
  return [...trials, ...last].map(({ params }) => params);
}

function viaStudy(): unknown[] {
  const study = new Study(about);
  while (study.trials.length < 24) {
    for (const trial of study.ask({ count: 2, workBudget: 3 })) {
      if (trial.number === 9) study.fail(trial);
      else if (trial.number < 23) study.tell(trial, { loss: loss(trial.params) });
    }
  }
  study.ask({ workBudget: 3 });
  return study.trials.map(({ params }) => params);
}

const json = { "content-type": "application/json" };
const post = (body: unknown, headers: Record<string, string> = json) => ({
  method: "POST",
  headers,
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const wide = Object.fromEntries(
  Array.from({ length: 21 }, (_, i) => [`x${i}`, { type: "boolean" }]),
);
const many = Array.from({ length: 101 }, () => ({ params: {}, values: { loss: 1 } }));
const params = { lr: 0.01, layers: 2, act: "relu" };

const refusals: [name: string, path: string, init: RequestInit, status: number, message: RegExp][] =
  [
    ["another path", "/tell", post({}), 404, /no \/tell: POST to \/ask/],
    ["another method", "/ask", { method: "GET" }, 405, /use POST here/],
    [
      "another content type",
      "/ask",
      post("{}", { "content-type": "text/plain" }),
      415,
      /text\/plain: send/,
    ],
    ["a long body", "/ask", post(" ".repeat(70_000)), 413, /longer than 65536 bytes: send fewer/],
    ["no JSON", "/ask", post("{"), 400, /^the body is no JSON: /],
    ["no object", "/ask", post([]), 400, /no JSON object/],
    ["no space", "/ask", post({ objectives: about.objectives }), 422, /^space is missing/],
    ["no objectives", "/ask", post({ space }), 422, /^objectives is missing/],
    ["trials of another kind", "/ask", post({ ...about, trials: [1] }), 422, /^trials is no array/],
    [
      "many parameters",
      "/ask",
      post({ ...about, space: wide }),
      422,
      /^21 parameters: .* 20 at most/,
    ],
    ["many trials", "/ask", post({ ...about, trials: many }), 422, /^101 values: .* 100 at most/],
    ["a large batch", "/ask", post({ ...about, count: 3 }), 422, /^3 count: .* 2 at most/],
    ["half a trial", "/ask", post({ ...about, count: 0.5 }), 422, /^count is 0.5: ask for/],
    [
      "a wrong space",
      "/ask",
      post({ ...about, space: { a: { type: "float", low: 2, high: 1 } } }),
      422,
      /low/,
    ],
    [
      "a wrong direction",
      "/ask",
      post({ ...about, objectives: { loss: "down" } }),
      422,
      /objectives.loss is "down"/,
    ],
    ["a wrong seed", "/ask", post({ ...about, seed: -1 }), 422, /^seed is -1/],
    [
      "params outside",
      "/ask",
      post({ ...about, trials: [{ params: { ...params, lr: 3 } }] }),
      422,
      /trials\[0\]\.params\.lr is 3/,
    ],
    [
      "a missing value",
      "/ask",
      post({ ...about, trials: [{ params, values: {} }] }),
      422,
      /trials\[0\]\.values\.loss is undefined/,
    ],
    [
      "an unknown state",
      "/ask",
      post({ ...about, trials: [{ params, state: "lost" }] }),
      422,
      /trials\[0\]\.state: found "lost"/,
    ],
  ];

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** A server as a process of its own, once it answers. */
async function served(binary: string, args: readonly string[], cwd: string, port: number) {
  const env = { ...process.env, PORT: String(port), NO_COLOR: "1" };
  const child: ChildProcess = spawn(binary, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout!.on("data", (chunk) => (output += chunk));
  child.stderr!.on("data", (chunk) => (output += chunk));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.kill();
    await ended;
  };
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`${binary} ended: ${output}`);
    const answers = await fetch(origin).then(
      () => true,
      () => false,
    );
    if (answers) return { origin, stop };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  throw new Error(`${binary} does not answer: ${output}`);
}

describe("the edge example", () => {
  let app: Awaited<ReturnType<typeof installApplication>>;
  beforeAll(async () => {
    app = await installApplication();
    cpSync(join(example, "worker.ts"), join(app.folder, "worker.ts"));
  });
  afterAll(() => app?.remove());

  const deno = installed("@deno/linux-x64-glibc/deno");
  const bun = installed("@oven/bun-linux-x64/bin/bun");
  const absent = " (absent: npm ci --prefix test/runtimes)";
  const hosts = {
    workerd: {
      present: workerdPresent as boolean,
      serve: async () => {
        const conditions = ["workerd", "worker", "browser"];
        const loader = { ".wasm": "copy" } as const;
        return serveWorker(
          await bundled(app.folder, "worker", { conditions, loader }),
          "worker.js",
        );
      },
    },
    Deno: {
      present: existsSync(deno),
      serve: async () => {
        const port = await freePort();
        const args = ["serve", "--allow-net", "--host=127.0.0.1", `--port=${port}`, "worker.ts"];
        return served(deno, args, app.folder, port);
      },
    },
    Bun: {
      present: existsSync(bun),
      serve: async () => served(bun, ["worker.ts"], app.folder, await freePort()),
    },
    Node: {
      present: true,
      serve: async () => {
        const folder = await bundled(app.folder, "worker");
        const [, adapter] = /```js\n([\s\S]*?)```/.exec(
          readFileSync(join(example, "README.md"), "utf8"),
        )!;
        writeFileSync(join(folder, "node.mjs"), adapter!);
        return served(process.execPath, ["node.mjs"], folder, await freePort());
      },
    },
  };

  for (const [name, { present, serve }] of Object.entries(hosts)) {
    describe.skipIf(!present)(`in ${name}${present ? "" : absent}`, () => {
      let server: { origin: string; stop: () => Promise<unknown> };
      beforeAll(async () => {
        server = await serve();
      });
      afterAll(() => server?.stop());

      it("asks what a study asks, without keeping it", async () => {
        const ask: Ask = async (body) => {
          const response = await fetch(`${server.origin}/ask`, post(body));
          expect(response.status).toBe(200);
          return (await response.json()) as never;
        };
        expect(await viaService(ask)).toEqual(viaStudy());
      });

      it("says at / how it is used", async () => {
        const usage = (await (await fetch(server.origin)).json()) as Record<string, unknown>;
        const response = await fetch(`${server.origin}/ask`, post(usage["POST /ask"]));
        expect(response.status).toBe(200);
      });

      it.each(refusals)("refuses %s", async (_, path, init, status, message) => {
        const response = await fetch(`${server.origin}${path}`, init);
        const { error } = (await response.json()) as { error: { message: string } };
        expect(error.message).toMatch(message);
        expect(response.status).toBe(status);
        expect(response.headers.get("content-type")).toMatch(/^application\/json/);
        if (status === 405) expect(response.headers.get("allow")).toBe("POST");
      });
    });
  }

  it("has types that compile under strict rules", () => {
    const compilerOptions = {
      ...{ strict: true, noEmit: true, module: "preserve", target: "es2022", types: [] },
      lib: ["es2023", "esnext.disposable", "dom", "dom.iterable"],
      skipLibCheck: false,
    };
    writeFileSync(
      join(app.folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: ["worker.ts"] }),
    );
    const tsc = join(root, "node_modules/.bin/tsc");
    expect(spawnSync(tsc, ["-p", app.folder], { encoding: "utf8" }).stdout).toBe("");
  });
});
