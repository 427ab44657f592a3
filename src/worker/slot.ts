/** A place of a pool: a worker that is started when there is something to do, and one job at a time. */
import { InputError, WorkerError } from "../errors.js";
import { errorFrom } from "./errors.js";
import { PROTOCOL, type WorkerMessage } from "./protocol.js";
import { Thread, type WorkerLike } from "./thread.js";

/** Milliseconds in which a worker must have called `serve`. */
const STARTUP = 30_000;

export interface Job {
  readonly method: string;
  readonly input: unknown;
  readonly onProgress: ((value: never) => void) | undefined;
  /** The place that may know something of the job already. */
  readonly home: number | undefined;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

export class Slot {
  readonly #start: () => WorkerLike;
  /** Called when the place is free again. */
  readonly #freed: () => void;
  #thread: Thread | null = null;
  #ready = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #job: Job | null = null;
  #number = 0;

  constructor(start: () => WorkerLike, freed: () => void) {
    this.#start = start;
    this.#freed = freed;
  }

  get job(): Job | null {
    return this.#job;
  }

  run(job: Job): void {
    this.#job = job;
    this.#number++;
    try {
      this.#thread ??= this.#started();
      this.#thread.hold(true);
      if (this.#ready) this.#send();
    } catch (error) {
      this.stop(error);
    }
  }

  /** Ends the worker, and what it does with `error`. */
  stop(error: unknown): void {
    clearTimeout(this.#timer);
    this.#thread?.terminate();
    this.#thread = null;
    this.#ready = false;
    if (this.#job !== null) this.#settle("reject", error);
  }

  #started(): Thread {
    const thread = new Thread(this.#start(), {
      message: (data) => this.#hear(data as WorkerMessage),
      failure: (error) => this.stop(error),
    });
    this.#timer = setTimeout(() => {
      const seconds = STARTUP / 1000;
      this.stop(new WorkerError(`the worker did not call serve() within ${seconds} seconds`));
    }, STARTUP);
    return thread;
  }

  #send(): void {
    const { method, input } = this.#job!;
    try {
      this.#thread!.post({ job: this.#number, method, input });
    } catch (cause) {
      const remedy = "a worker is given plain data and typed arrays, no functions";
      const error = new InputError("input", input, remedy);
      error.cause = cause;
      this.#settle("reject", error);
    }
  }

  #hear(message: WorkerMessage): void {
    const job = this.#job;
    if ("ready" in message) this.#welcome(message.ready);
    else if (job === null || message.job !== this.#number) return;
    else if ("progress" in message) this.#progress(job, message.progress);
    else if ("error" in message) this.#settle("reject", errorFrom(message.error));
    else this.#settle("resolve", message.result);
  }

  #welcome(protocol: string): void {
    clearTimeout(this.#timer);
    this.#ready = protocol === PROTOCOL;
    if (!this.#ready) {
      const text = `the worker speaks ${protocol}, this page ${PROTOCOL}: load one version in both`;
      this.stop(new WorkerError(text));
    } else if (this.#job !== null) this.#send();
  }

  /** What a listener throws ends its job, and the work on it. */
  #progress(job: Job, value: unknown): void {
    try {
      job.onProgress?.(value as never);
    } catch (error) {
      this.stop(error);
    }
  }

  #settle(way: "resolve" | "reject", value: unknown): void {
    const job = this.#job!;
    this.#job = null;
    this.#thread?.hold(false);
    job[way](value);
    this.#freed();
  }
}
