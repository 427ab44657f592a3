/** A started worker as its page sees it: the Web's Worker and that of Node look alike from here. */
import { WorkerError } from "../errors.js";

/** A Web Worker, or a `Worker` of `node:worker_threads`. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

/** What both kinds offer to listen with, and what only Node's has. */
interface Listening {
  addEventListener?(type: string, listener: (event: never) => void): void;
  on?(type: string, listener: (value: never) => void): void;
  ref?(): void;
  unref?(): void;
}

export interface ThreadEvents {
  readonly message: (data: unknown) => void;
  /** It did not load, it threw where nobody caught, or it ended. */
  readonly failure: (error: WorkerError) => void;
}

export class Thread {
  readonly #worker: WorkerLike & Listening;
  #events: ThreadEvents | null;

  constructor(worker: WorkerLike, events: ThreadEvents) {
    this.#worker = worker as WorkerLike & Listening;
    this.#events = events;
    const { message, failure } = {
      message: (data: unknown) => this.#events?.message(data),
      failure: (text: string, cause?: unknown) => this.#events?.failure(broken(text, cause)),
    };
    if (this.#worker.on !== undefined) {
      this.#worker.on("message", message);
      this.#worker.on("messageerror", (error: Error) => failure(error.message, error));
      this.#worker.on("error", (error: Error) => failure(error?.message ?? String(error), error));
      this.#worker.on("exit", (code: number) => failure(`it ended with code ${code}`));
    } else {
      this.#worker.addEventListener!("message", ({ data }: MessageEvent) => message(data));
      this.#worker.addEventListener!("messageerror", () => failure("a message could not be read"));
      this.#worker.addEventListener!("error", (event: ErrorEvent) => {
        event.preventDefault();
        failure(event.message || "its script did not load", event.error);
      });
    }
  }

  /** Throws what the port throws for a message that it does not carry. */
  post(message: unknown): void {
    this.#worker.postMessage(message);
  }

  /** Whether Node shall stay alive for this worker. */
  hold(busy: boolean): void {
    if (busy) this.#worker.ref?.();
    else this.#worker.unref?.();
  }

  /** Ends it at once, whatever it computes; no event follows. */
  terminate(): void {
    this.#events = null;
    void this.#worker.terminate();
  }
}

function broken(text: string, cause: unknown): WorkerError {
  const error = new WorkerError(`the worker broke off: ${text}`);
  if (cause !== undefined && cause !== null) error.cause = cause;
  return error;
}
