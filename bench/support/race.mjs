/**
 * Times rivals against us, in turns, so that noise of the machine hits all alike.
 *
 *   import { race } from "../support/race.mjs";
 *   import { python, PRESCOTT } from "../support/python.mjs";
 *
 *   export async function rows() {
 *     return [
 *       await race("cholesky n = 100", {
 *         steinbock: { prepare: (count) => …, run: (i) => … },     // ours comes first
 *         "ml-matrix": () => new CholeskyDecomposition(a),         // plain form: no preparation
 *         "OpenBLAS 128-bit": python({ setup: "…", run: "dpotrf(a)", env: PRESCOTT }),
 *       }, { unit: "GFLOP/s", work: n ** 3 / 3, targets: [{ rival: "OpenBLAS 128-bit", atLeast: 1.3 }] }),
 *     ];
 *   }
 *
 * A contestant is
 * - a function, run many times: `f(i)`, i = 0, 1, …, the number of the run within a sample;
 * - `{ prepare(count), run(i) }`: prepare makes the inputs of `count` runs and is not timed, for
 *   work that destroys its operands;
 * - a promise of `{ sample(seconds), close() }` (a python child) or of null: left out.
 *
 * Times are processor time of this process, so other jobs of the machine cost little. The value is
 * the median of the rounds, a ratio the median of the rounds' own ratios (> 1: we are faster).
 */

import { median } from "./median.mjs";
import { local, turns } from "./turns.mjs";

const timeUnits = { s: 1, ms: 1e3, µs: 1e6, ns: 1e9 };

/**
 * One row of the table: `{ name, value, best, unit, targets, rivals: [{ name, value, ratio }] }`.
 *
 * @param unit    "s", "ms", "µs", "ns": time of one run, or of one item when `work` says how many;
 *                "GFLOP/s": rate, where `work` is the number of operations of a run
 * @param targets `{ atMost }` or `{ atLeast }` for our value; with `rival`, for the ratio to it
 * @param sample  processor milliseconds of one sample
 */
export async function race(
  name,
  contestants,
  { unit = "ms", work, rounds = 15, sample = 20, targets = [] } = {},
) {
  const racers = [];
  for (const [label, contestant] of Object.entries(contestants)) {
    const sampler = await contestant;
    if (sampler === null || sampler === undefined) continue;
    racers.push({
      label,
      sampler: sampler.sample ? sampler : local(sampler, processorTime),
      times: [],
    });
  }
  const samplers = racers.map(({ sampler }) => sampler);
  for await (const seconds of turns(samplers, { rounds, seconds: sample / 1e3 })) {
    for (const [i, { times }] of racers.entries()) times.push(seconds[i]);
  }
  for (const sampler of samplers) sampler.close?.();
  const [ours, ...others] = racers;
  const inUnit = (seconds) => convert(seconds, unit, work);
  return {
    name,
    value: inUnit(median(ours.times)),
    best: inUnit(Math.min(...ours.times)),
    unit,
    targets,
    rivals: others.map(({ label, times }) => ({
      name: label,
      value: inUnit(median(times)),
      ratio: median(times.map((time, round) => time / ours.times[round])),
    })),
  };
}

function convert(seconds, unit, work) {
  if (unit === "GFLOP/s") return work / seconds / 1e9;
  if (!(unit in timeUnits)) throw new RangeError(`race: no unit "${unit}"`);
  return (seconds * timeUnits[unit]) / (work ?? 1);
}

/** Seconds of processor time that this process has spent. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
