/** Studies, fits and offline optimization behind Web Workers or worker threads: `steinbock/worker`. */
export { WorkerError } from "../errors.js";
export { type CallOptions, type PoolOptions, WorkerPool } from "./pool.js";
export { type ServeOptions, type ServePort, serve, type WorkerFunction } from "./serve.js";
export type { WorkerLike } from "./thread.js";
