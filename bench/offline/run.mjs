/** Figures of designs on a task: of one run of a method, or of what needs no method. */
import { optimizeOffline } from "../../build/dist/offline/index.js";
import { methods } from "./methods.mjs";
import { moments } from "./report.mjs";
import { percentile } from "./tasks/shared.mjs";

const CANDIDATES = 128;

function figures(task, designs, seconds = 0) {
  const scores = designs.map(task.score);
  return {
    at: [100, 80, 50].map((place) => percentile(scores, place)),
    distinct: new Set(designs.map((x) => x.join())).size,
    ...(task.share && { share: moments(designs.map(task.share.of))[0] }),
    seconds,
  };
}

/** The best 128 rows, by their true scores. */
export function startSet({ data, ...task }) {
  const order = Array.from(data.y.keys()).sort((i, k) => data.y[k] - data.y[i] || i - k);
  return figures(
    task,
    order.slice(0, CANDIDATES).map((i) => data.X[i]),
  );
}

export function randomDesigns(task, seed) {
  return figures(task, task.random(1000 + seed, CANDIDATES));
}

/** Processor seconds are those of the whole call. */
export async function run(task, method, seed) {
  const before = process.cpuUsage();
  const { candidates } = await optimizeOffline(task.data, {
    ...{ method: methods[method](), candidates: CANDIDATES, seed },
    ...(task.space && { space: task.space }),
  });
  const { user, system } = process.cpuUsage(before);
  const designs = candidates.map(({ x }) => x);
  return figures(task, designs, (user + system) / 1e6);
}
