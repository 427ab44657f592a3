/// <reference types="node" />
/** `steinbock/storage/file`: journals in files, for Node, Deno and Bun. */
import * as fs from "node:fs";
import { InputError, StateError } from "../errors.js";
import { decodeLine } from "./journal/json.js";
import { locked } from "./lock.js";
import type { JournalPart, Storage } from "./storage.js";

const NEWLINE = 10;

export interface FileStorageOptions {
  /**
   * Whether every append waits for the disk (`fsync`), so that it outlives a power failure. True
   * where nothing is said. Without it an append outlives the death of the process, not of the
   * machine, and takes microseconds instead of the disk's milliseconds.
   */
  readonly fsync?: boolean;
}

/**
 * A journal in a file, which Optuna's `JournalFileStorage` reads and writes too.
 *
 * An append is one write at the end of the file under a lock (`<path>.lock`), so that several
 * processes may share a study, Optuna's among them. A process may be killed at any byte: a torn
 * last line counts as never written, and the next read or append cuts it off. The lock of a killed
 * process of this machine is taken over at once, one of unknown owner after 30 seconds; Optuna 3.1
 * waits until one of our processes has done so.
 */
export function fileStorage(path: string, options: FileStorageOptions = {}): Storage {
  if (typeof path !== "string" || path === "") {
    throw new InputError("path", path, 'name a file, such as "study.log"');
  }
  const { fsync = true } = options;
  return {
    exclusive: (work) => locked(`${path}.lock`, work),
    read: (position) => withFile(path, (file) => readLines(file, path, position)),
    append: (lines) =>
      withFile(path, (file) => {
        const end = repair(file);
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
        try {
          write(file, bytes, end);
          if (fsync) fs.fsyncSync(file);
        } catch (error) {
          fs.ftruncateSync(file, end);
          throw error;
        }
        return end + bytes.length;
      }),
  };
}

function withFile<T>(path: string, work: (file: number) => T): T {
  // Read and write, made where it is missing, never emptied.
  const file = fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o666);
  try {
    return work(file);
  } finally {
    fs.closeSync(file);
  }
}

function readLines(file: number, path: string, position: number): JournalPart {
  const end = repair(file);
  if (end < position) {
    throw new StateError(`${path} is shorter than before: it was replaced; open the study again`);
  }
  const text = read(file, position, end - position).toString("utf8");
  return { lines: text.split("\n").slice(0, -1), position: end };
}

/**
 * Cuts off a torn last line, which the lock's holder knows to be nobody's any more, and returns the
 * file's length then. A kill between a line and its end leaves the line whole, and Optuna counts
 * it: that one is ended.
 */
function repair(file: number): number {
  const { size } = fs.fstatSync(file);
  let start = size;
  let rest = Buffer.alloc(0);
  while (start > 0 && !rest.includes(NEWLINE)) {
    const from = Math.max(0, start - 4096);
    rest = Buffer.concat([read(file, from, start - from), rest]);
    start = from;
    if (rest.at(-1) === NEWLINE) return size;
  }
  rest = rest.subarray(rest.lastIndexOf(NEWLINE) + 1);
  if (rest.length === 0) return size;
  if (isWhole(rest)) {
    write(file, Buffer.from("\n"), size);
    return size + 1;
  }
  fs.ftruncateSync(file, size - rest.length);
  return size - rest.length;
}

function isWhole(line: Buffer): boolean {
  // An object ends with its brace; nothing shorter parses.
  if (line.at(-1) !== "}".charCodeAt(0)) return false;
  try {
    decodeLine(line.toString());
    return true;
  } catch {
    return false;
  }
}

function read(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const count = fs.readSync(file, bytes, done, length - done, position + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}

function write(file: number, bytes: Buffer, position: number): void {
  let done = 0;
  while (done < bytes.length) {
    done += fs.writeSync(file, bytes, done, bytes.length - done, position + done);
  }
}
