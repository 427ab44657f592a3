/** The process that runs the published protocol for support/pool.mjs: one job, one run. */
import { runProtocol } from "./protocol.mjs";

process.on("message", (job) => {
  // Nobody hears the result where the bench was stopped meanwhile.
  process.send(runProtocol(job), (error) => {
    if (error) process.exit(1);
  });
});
