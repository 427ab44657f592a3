/** Workers that are ends of message channels in this thread: the protocol without a second thread. */
import { MessageChannel } from "node:worker_threads";
import { type ServeOptions, serve, type WorkerLike } from "../../src/worker/index.js";

/** Starts `serve` behind a channel; `open` counts the channels that are not terminated. */
export function channelWorkers(options: Omit<ServeOptions, "port"> = {}) {
  const counts = { started: 0, open: 0 };
  const start = (): WorkerLike => {
    const { port1, port2 } = new MessageChannel();
    counts.started++;
    counts.open++;
    serve({ ...options, port: port2 as never });
    return {
      postMessage: (message) => port1.postMessage(message),
      terminate: () => {
        counts.open--;
        port1.close();
      },
      on: (type: string, listener: (value: unknown) => void) => port1.on(type, listener),
      ref: () => port1.ref(),
      unref: () => port1.unref(),
    } as WorkerLike;
  };
  return { start, counts };
}
