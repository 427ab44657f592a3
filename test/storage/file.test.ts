import * as fs from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { InputError, StateError } from "../../src/errors.js";
import { type Constraints, choice, float } from "../../src/index.js";
import { fileStorage } from "../../src/storage/file.js";
import { memoryStorage, openStudy, type Storage } from "../../src/storage/index.js";

const folder = fs.mkdtempSync(join(tmpdir(), "steinbock-file-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = () => join(folder, `${files++}.log`);

const space = { x: float(0, 1), kind: choice(["a", "漢"]) };
const objectives = { y: "minimize" } as const;
const openIn = (storage: Storage, constraints: Constraints = {}) => {
  return openStudy({ storage, space, objectives, constraints, seed: 4, sampler: "random" });
};
const open = (path: string, constraints?: Constraints) => {
  return openIn(fileStorage(path, { fsync: false }), constraints);
};
const limits = { stress: { upper: 0.3 }, gap: { lower: -1, upper: 1 } };
/** Values for a study that has these constraints. */
const measured = (constraints: Constraints, y: number) => {
  const quantities = Object.keys(constraints).map((name, i) => [name, y / (i + 3)] as const);
  return { y, ...Object.fromEntries(quantities) };
};

/** A history with every kind of line. */
function eventful(path: string, constraints: Constraints = {}): void {
  const study = open(path, constraints);
  study.enqueue({ x: 0.5, kind: "漢" });
  const [a, b] = study.ask({ count: 2 });
  study.tell(a!, measured(constraints, 0.1 + 0.2));
  study.fail(b!, new Error("漢"));
  study.tell({ x: 1, kind: "a" }, measured(constraints, -1e-300));
}

const slow = { timeout: 60_000 };

describe("a journal in a file", () => {
  it.each([
    ["without constraints", {}],
    ["with constraints", limits],
  ])("opens %s when it ends at any byte, and goes on from its lines", slow, (_, constraints) => {
    const path = newFile();
    eventful(path, constraints);
    const whole = fs.readFileSync(path);
    /** The study that the whole lines of a beginning describe. */
    const expected = (text: string) => {
      return openIn(memoryStorage(text.split("\n").slice(0, -1)), constraints);
    };
    let lines = "";
    let now = expected(lines);
    for (let end = 0; end <= whole.length; end++) {
      const beginning = whole.subarray(0, end);
      fs.writeFileSync(path, beginning);
      const study = open(path, constraints);
      // A line that lacks nothing but its end counts.
      const complete = whole[end] === 10 ? 1 : 0;
      const next = whole.subarray(0, whole.lastIndexOf(10, end - 1 + complete) + 1).toString();
      if (next !== lines && end > 0) {
        lines = next;
        now = expected(lines);
      }
      expect(JSON.stringify(study), `${end} bytes`).toBe(JSON.stringify(now));
      // Opening writes what a study needs, and cuts or ends the torn line.
      expect(fs.readFileSync(path, "utf8").startsWith(lines)).toBe(true);
      if (end % 13 !== 0) continue;
      const values = measured(constraints, end);
      // The trial whose tell was cut off is told again, where there is one.
      const running = study.trials.find(({ state }) => state === "running");
      if (running !== undefined) study.tell(running.number, values);
      study.tell({ x: 0.125, kind: "a" }, values);
      const again = open(path, constraints);
      expect(JSON.stringify(again)).toBe(JSON.stringify(study));
      expect(again.trials.at(-1)!.values).toEqual(values);
      if (running !== undefined) expect(again.trials[running.number]!.values).toEqual(values);
    }
  });

  it("counts zeros at the end, which a power failure may leave, as never written", () => {
    const path = newFile();
    eventful(path);
    const before = JSON.stringify(open(path));
    fs.appendFileSync(path, Buffer.alloc(10_000));
    expect(JSON.stringify(open(path))).toBe(before);
    expect(fs.readFileSync(path).includes(0)).toBe(false);
  });

  it("ends a long torn line as well as a short one", () => {
    const path = newFile();
    eventful(path);
    const before = fs.readFileSync(path, "utf8");
    for (const length of [4095, 4096, 4097, 20_000]) {
      fs.writeFileSync(path, `${before}{"op_code": 4, "x": "${"y".repeat(length)}`);
      open(path);
      expect(fs.readFileSync(path, "utf8")).toBe(before);
    }
  });

  it("says when the file was replaced by a shorter one", () => {
    const path = newFile();
    const study = open(path);
    study.ask();
    fs.truncateSync(path, 0);
    expect(() => study.ask()).toThrow(StateError);
    expect(() => study.ask()).toThrow(/open it again/);
  });

  it("refuses a path that is none, and lets the system's errors through", () => {
    expect(() => fileStorage("")).toThrow(InputError);
    expect(() => open(join(folder, "missing", "study.log"))).toThrow(/ENOENT/);
  });

  it("leaves no lock behind", () => {
    const path = newFile();
    const study = open(path);
    expect(() => study.tell(7, 1)).toThrow(InputError);
    study.ask();
    expect(fs.existsSync(`${path}.lock`)).toBe(false);
    expect(fs.readdirSync(folder).filter((name) => name.includes(".lock"))).toEqual([]);
  });
});

describe("the lock of another", () => {
  /** An id that no process has. */
  const nobody = 2 ** 22 + 1;

  it("is taken over at once where its owner is dead", () => {
    const path = newFile();
    fs.symlinkSync(`steinbock:${hostname()}:${nobody}`, `${path}.lock`);
    fs.symlinkSync(`steinbock:${hostname()}:${nobody}`, `${path}.lock.break`);
    const start = performance.now();
    open(path).ask();
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(fs.readdirSync(folder).filter((name) => name.includes(".lock"))).toEqual([]);
  });

  it("is taken over after half a minute where its owner is unknown", () => {
    const path = newFile();
    fs.writeFileSync(`${path}.lock`, "");
    const past = Date.now() / 1000 - 31;
    fs.utimesSync(`${path}.lock`, past, past);
    expect(open(path).ask().number).toBe(0);
  });

  it("is waited for", async () => {
    const path = newFile();
    open(path);
    const { Worker } = await import("node:worker_threads");
    // Another thread holds the lock for 300 ms.
    const code = `
      const fs = require("node:fs");
      const { parentPort, workerData } = require("node:worker_threads");
      fs.symlinkSync("elsewhere", workerData);
      parentPort.postMessage("held");
      setTimeout(() => fs.unlinkSync(workerData), 300);`;
    const worker = new Worker(code, { eval: true, workerData: `${path}.lock` });
    await new Promise((resolve) => worker.once("message", resolve));
    const start = performance.now();
    open(path).ask();
    expect(performance.now() - start).toBeGreaterThan(200);
    await worker.terminate();
  });
});
