/**
 * Two processes at a time work on one study and are killed at random times, over and over. Nothing
 * that either had said to be done may be missing afterwards. KILLS says how many (40).
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Study } from "../../src/index.js";
import { fileStorage } from "../../src/storage/file.js";
import { openStudy } from "../../src/storage/index.js";
import type { objectives, Space } from "./killed-study.js";

const kills = Number(process.env.KILLS ?? 40);
const folder = mkdtempSync(join(tmpdir(), "steinbock-kill-"));
const writer = join(folder, "writer.mjs");
type Said = [what: string, number: number, detail: unknown];

beforeAll(async () => {
  const source = fileURLToPath(new URL("killed-writer.ts", import.meta.url));
  await build({
    entryPoints: [source],
    outfile: writer,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "es2022",
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a writer has said when it is killed, some milliseconds after so many lines. */
function killed(path: string, mode: string): Promise<Said[]> {
  const least = 1 + Math.floor(Math.random() * 20);
  const milliseconds = Math.random() ** 2 * 20;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, path, mode]);
    let [output, errors] = ["", ""];
    let killing = false;
    child.stderr.on("data", (text) => {
      errors += text;
    });
    child.stdout.on("data", (text) => {
      output += text;
      if (killing || output.split("\n").length <= least) return;
      killing = true;
      setTimeout(() => child.kill("SIGKILL"), milliseconds);
    });
    child.on("close", (_, signal) => {
      if (signal !== "SIGKILL") reject(new Error(`the writer ended: ${errors}`));
      // The kill may have cut the last line.
      const lines = output.split("\n").slice(0, -1);
      resolve(lines.map((line) => JSON.parse(line)));
    });
  });
}

function check(study: Study<Space, typeof objectives>, said: readonly Said[]) {
  for (const [what, number, detail] of said) {
    const trial = study.trials[number];
    if (what === "ask") expect(trial!.params).toEqual(detail);
    if (what === "tell") expect(trial!.values).toEqual({ y: detail });
    if (what === "fail") expect(trial).toMatchObject({ state: "failed", reason: detail });
    if (what === "abandon") expect(trial).toMatchObject({ state: "abandoned", reason: detail });
    if (what === "enqueue") {
      const queued = study.queue.some(({ x }) => x === number);
      expect(queued || study.trials.some(({ params }) => params.x === number)).toBe(true);
    }
  }
}

it(`a journal holds all that was said to be done, after ${kills} kills`, {
  timeout: 10_000 + 4_000 * kills,
}, async () => {
  let path = "";
  let operations = 0;
  let before: Said[] = [];
  for (let round = 0; round < kills / 2; round++) {
    // A new journal now and then keeps each short.
    if (round % 10 === 0) {
      path = join(folder, `${round}.log`);
      before = [];
    }
    const said = await Promise.all([killed(path, "fsync"), killed(path, "no-fsync")]);
    before.push(...said.flat());
    operations += said.flat().length;
    const study = openStudy<Space, typeof objectives>({ storage: fileStorage(path) });
    check(study, before);
    // It goes on, with what the writers left under way.
    const running = study.trials.filter(({ state }) => state === "running");
    if (running.length > 0) study.tell(running[0]!, round);
    expect(study.ask().number).toBe(study.trials.length - 1);
  }
  expect(operations).toBeGreaterThan(5 * kills);
  if (process.env.KILLS) console.log(`${kills} kills, ${operations} operations, none lost`);
});
