/**
 * Where the published method stalls: with 100 initial points it adds next to nothing to them on these
 * problems, says a comparison by others (SPREAD, 2025). Its figures are on another scale than ours.
 */
import { braninCurrin, dtlz2 } from "steinbock/problems";
import { PROBLEMS } from "./published.mjs";
import { aligned } from "./report.mjs";

export const STALL_INITIAL = 100;

/** Rounds of 5 between two figures of a row. */
const ROUNDS_A_FIGURE = 4;

/** A problem with its own reference point and hypervolume, scaled so that the reference is 1.1. */
function scaled(problem) {
  const { ideal, reference, hypervolume } = problem;
  const nadir = ideal.map((low, o) => low + (reference[o] - low) / 1.1);
  const truth = ideal.reduce((left, low, o) => left / (nadir[o] - low), hypervolume);
  return { problem, ideal, nadir, truth };
}

export const STALLS = {
  RE41: PROBLEMS.RE41,
  DTLZ2: scaled(dtlz2(6, 3)),
  BraninCurrin: scaled(braninCurrin),
};

/** The figure round by round, mean over the seeds, and how much of what was missing is found. */
export function stallReport(runs, methods, missingOf) {
  const rows = Object.entries(STALLS).flatMap(([name, setting]) =>
    methods.map((method) => {
      const own = runs.filter((run) => run.problem === name && run.method === method);
      const count = Math.max(...own.map(({ values }) => values.length), STALL_INITIAL);
      const step = 5 * ROUNDS_A_FIGURE;
      const stops = Array.from(
        { length: 1 + (count - STALL_INITIAL) / step },
        (_, i) => STALL_INITIAL + i * step,
      );
      const mean = (of) => own.reduce((sum, run) => sum + of(run), 0) / own.length;
      const figures = stops.map((n) =>
        mean(({ values }) => Math.log(missingOf(setting, values.slice(0, n)))),
      );
      const found = mean(
        ({ values }) =>
          1 - missingOf(setting, values) / missingOf(setting, values.slice(0, STALL_INITIAL)),
      );
      const share = own.length === 0 ? "" : `${(100 * found).toFixed(0)} %`;
      return [name, method, ...figures.map((value) => value.toFixed(2)), share];
    }),
  );
  const head = ["problem", "method", "100", "120", "140", "160", "180", "200", "found"];
  return [
    "ln of the missing hypervolume after so many evaluations, 100 of them the initial design, and the",
    "share of what the initial design leaves missing that was found; means over the seeds",
    "",
    aligned([head, ...rows.map((row) => head.map((_, i) => row[i] ?? ""))]),
  ].join("\n");
}
