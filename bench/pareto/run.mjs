/** The process that runs the published protocol for support/pool.mjs: one job, one run. */
import { runProtocol } from "./protocol.mjs";

process.on("message", (job) => process.send(runProtocol(job)));
