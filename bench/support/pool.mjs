/** Runs jobs in a few processes, one job at a time in each. */
import { fork } from "node:child_process";

/**
 * The results in the order of the jobs. `script` answers a job's message with its result;
 * `onProgress` hears how many are done, and the last result.
 */
export async function runAll(script, jobs, processes, onProgress) {
  const results = new Array(jobs.length);
  let next = 0;
  let done = 0;
  const work = async () => {
    const child = fork(script);
    try {
      while (next < jobs.length) {
        const index = next++;
        results[index] = await answer(child, jobs[index]);
        onProgress(++done, results[index]);
      }
    } finally {
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(processes, jobs.length) }, work));
  return results;
}

function answer(child, job) {
  return new Promise((resolve, reject) => {
    const failed = (code) => reject(new Error(`${job.problem}, seed ${job.seed}: exit ${code}`));
    child.once("exit", failed);
    child.once("message", (result) => {
      child.off("exit", failed);
      resolve(result);
    });
    child.send(job);
  });
}
