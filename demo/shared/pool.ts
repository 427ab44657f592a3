import { WorkerPool } from "steinbock/worker";

/** One worker for the page: what takes long happens there. */
export const pool: WorkerPool = new WorkerPool(
  () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
);
