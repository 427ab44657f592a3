import { isBetter, wantsMore } from "../gp/fit.js";
import {
  type FitOptions,
  GaussianProcess,
  type GaussianProcessData,
  type Points,
  type Targets,
} from "../gp/index.js";
import type { Call } from "./pool.js";
import { PREFIX } from "./protocol.js";

/**
 * A fit whose searches are jobs of their own. Each starts from draws that only its number decides,
 * so the best of them is the one that a fit in one thread would find.
 */
export async function fitElsewhere(
  call: Call,
  gp: GaussianProcess,
  X: Points,
  y: Targets,
  { signal, ...options }: FitOptions,
): Promise<GaussianProcess> {
  const { searches = 1 } = options;
  const group = new AbortController();
  const abort = () => group.abort(signal?.reason);
  signal?.throwIfAborted();
  signal?.addEventListener("abort", abort);
  const saved = gp.toJSON();
  const search = (only: number) => {
    const input = { gp: saved, X, y, options: { ...options, only } };
    return call<GaussianProcessData>(`${PREFIX}fit`, input, { signal: group.signal });
  };
  try {
    const count = Number.isSafeInteger(searches) && searches >= 1 ? searches : 1;
    const found = await Promise.all(Array.from({ length: count }, (_, i) => search(i)));
    while (wantsMore(count, found.length, failures(found))) found.push(await search(found.length));
    return merged(found);
  } catch (error) {
    group.abort(error);
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

const reportOf = ({ state }: GaussianProcessData) => state!.report;

function failures(found: readonly GaussianProcessData[]): number {
  return sum(found, "failed");
}

function sum(
  found: readonly GaussianProcessData[],
  name: "failed" | "iterations" | "evaluations",
): number {
  return found.reduce((total, data) => total + reportOf(data)[name], 0);
}

/** The earliest of the best, with a report of all. */
function merged(found: readonly GaussianProcessData[]): GaussianProcess {
  const loss = (data: GaussianProcessData) => -reportOf(data).objective;
  const best = found.reduce((best, next) => (isBetter(loss(next), loss(best)) ? next : best));
  const report = {
    ...reportOf(best),
    iterations: sum(found, "iterations"),
    evaluations: sum(found, "evaluations"),
    searches: found.length,
    failed: failures(found),
  };
  return GaussianProcess.from({ ...best, state: { ...best.state!, report } });
}
