/**
 * The lock beside a journal: `study.log.lock`, a symbolic link, as Optuna's JournalFileStorage has
 * it, so that its processes and ours wait for each other. Ours points to its owner instead of the
 * journal: a lock whose owner was killed is told from one that is held.
 */
import * as fs from "node:fs";
import { hostname } from "node:os";
import process from "node:process";
import { StateError } from "../errors.js";

/** A lock of unknown owner counts as left behind after this many milliseconds. */
const GRACE = 30_000;
/** How long to wait for a living owner, whose ask may be under way. */
const PATIENCE = 120_000;

/** Runs `work` while holding the lock; blocks the thread until it is free. */
export function locked<T>(path: string, work: () => T): T {
  acquire(path);
  try {
    return work();
  } finally {
    fs.unlinkSync(path);
  }
}

function acquire(path: string): void {
  const start = performance.now();
  for (let pause = 1; !create(path); pause = Math.min(2 * pause, 50)) {
    const found = readOwner(path);
    if (abandoned(path, found)) {
      // Only the holder of a second lock removes one: else two could each remove the other's new.
      locked(`${path}.break`, () => {
        if (abandoned(path, readOwner(path))) fs.rmSync(path, { force: true });
      });
    } else if (performance.now() - start > PATIENCE) {
      const owner = found ?? "somebody";
      throw new StateError(`${path} is held by ${owner}: delete it if no process uses the journal`);
    } else {
      sleep(pause * (0.5 + Math.random()));
    }
  }
}

function create(path: string): boolean {
  const owner = `steinbock:${hostname()}:${process.pid}`;
  try {
    try {
      fs.symlinkSync(owner, path);
    } catch (error) {
      if (codeOf(error) !== "EPERM") throw error;
      // Windows without the right to make links: a file, which takes two steps to fill.
      fs.writeFileSync(path, owner, { flag: "wx" });
    }
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Who holds the lock; null where it is gone. */
function readOwner(path: string): string | null {
  try {
    return fs.lstatSync(path).isSymbolicLink()
      ? fs.readlinkSync(path)
      : fs.readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/** Whether nobody will ever release the lock. */
function abandoned(path: string, owner: string | null): boolean {
  if (owner === null) return false;
  const [, host, id] = owner.match(/^steinbock:(.+):(\d+)$/) ?? [];
  if (host === hostname()) return !alive(Number(id));
  const stat = fs.lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > GRACE;
}

function alive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
