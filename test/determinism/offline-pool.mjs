/** Offline methods behind the threads of a pool: a hash of all bits for each. */
import { WorkerPool } from "../../build/dist/worker/index.js";
import { hash } from "./fingerprint.mjs";

const methods = ["gradient-ascent", "ignite", "boss", "gp-ascent", "root"];

/** Two numbers, a choice and a score; plain arithmetic, exact on every engine. */
const rows = Array.from({ length: 40 }, (_, i) => {
  const [a, b] = [i / 39, ((11 * i) % 40) / 39];
  return { a, b, kind: "uvw"[i % 3], score: (i % 3) - (a - 0.7) ** 2 - (b - 0.4) ** 2 };
});
const options = { target: "score", candidates: 6, seed: 5 };

const bitsOf = ({ candidates, data, diversity, validation }) =>
  hash([
    ...candidates.flatMap(({ params: { a, b, kind }, score, deviation, distance }) => {
      return [a, b, kind.charCodeAt(0), score, deviation, distance];
    }),
    ...[data.typicalDistance, diversity.meanDistance, validation.rankCorrelation],
  ]);

/** The hashes by method, of what `optimizeOffline(data, options)` gives. */
export async function hashesOf(optimizeOffline) {
  const hashed = async (method) => [
    method,
    await bitsOf(await optimizeOffline(rows, { ...options, method })),
  ];
  return Object.fromEntries(await Promise.all(methods.map(hashed)));
}

/** The same behind threads that `start` makes. */
export async function trial(start) {
  const pool = new WorkerPool(start, { size: 2 });
  try {
    return await hashesOf((data, settings) => pool.optimizeOffline(data, settings));
  } finally {
    pool.dispose();
  }
}
