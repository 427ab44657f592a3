/**
 * What a page and its workers say to each other: one job at a time, in structured clones.
 *
 *   worker → page   { ready }                          it listens
 *   page → worker   { job, method, input }
 *   worker → page   { job, progress } *, then { job, result } or { job, error }
 *
 * There is no message to abort a job: a worker that computes does not listen. The page ends it.
 */
import type { PlainError } from "./errors.js";

export const PROTOCOL = "steinbock/worker 1";

export interface JobMessage {
  readonly job: number;
  readonly method: string;
  readonly input: unknown;
}

export type WorkerMessage =
  | { readonly ready: string }
  | { readonly job: number; readonly progress: unknown }
  | { readonly job: number; readonly result: unknown }
  | { readonly job: number; readonly error: PlainError };

/** The library's own methods; a user's functions cannot have such names. */
export const PREFIX = "steinbock/";
