// What worker.test.ts does in Node and in Chromium, with real threads that `start` makes.
import { GaussianProcess } from "../../build/dist/gp/index.js";
import { float, InputError, Study, WorkerError } from "../../build/dist/index.js";
import { WorkerPool } from "../../build/dist/worker/index.js";

const options = {
  space: { x: float(0, 1), y: float(0, 1) },
  objectives: { z: "minimize" },
  seed: 4,
};
const objective = ({ x, y }) => (x - 0.3) ** 2 + (y - 0.6) ** 2;
const X = Array.from({ length: 30 }, (_, i) => [i / 29, ((11 * i) % 30) / 29]);
const z = X.map(([x, y]) => objective({ x, y }));

export async function trial(start) {
  const pool = new WorkerPool(start, { size: 2 });
  const [here, there] = [new Study(options), new Study(options)];
  await here.optimize(objective, { trials: 14 });
  await pool.optimize(there, objective, { trials: 14 });
  const fit = { searches: 4, seed: 1 };
  const gp = new GaussianProcess();
  const fitted = await pool.fit(gp, X, z, fit);

  // A thread in an endless loop is stopped at once, and the page's timers run meanwhile.
  let ticks = 0;
  const controller = new AbortController();
  const timer = setInterval(() => {
    if (++ticks === 20) controller.abort();
  }, 5);
  const { signal } = controller;
  const aborted = await pool.call("hang", null, { signal }).catch(({ name }) => name);
  clearInterval(timer);
  const died = await pool.call("die").catch((error) => error);
  const wrong = await pool.fit(gp, [[0], [NaN]], [1, 2]).catch((error) => error);
  const after = await pool.ask(there);
  pool.dispose();
  return {
    study: JSON.stringify(there.trials.slice(0, 14)) === JSON.stringify(here.trials),
    fit: JSON.stringify(fitted) === JSON.stringify(gp.fit(X, z, fit)),
    aborted,
    died: died instanceof WorkerError && died.message,
    wrong: wrong instanceof InputError && wrong.message,
    after: after.state,
  };
}
