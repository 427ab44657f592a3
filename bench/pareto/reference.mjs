/**
 * Runs to which `svh-compat` must be faithful: of an emulation of the published scripts that selects
 * their own first batch to five digits, with their Gaussian processes, network, checkpoints and
 * gradients, one figure a run. Where the figures of the paper are better than these, its settings are
 * not those that were published with it.
 */
import { aligned, summarize } from "./report.mjs";

/**
 * `runs`: final figures with the repulsion 0.1, then, where it was run, with the scripts' 0.001, which
 * differ no more than two runs do. `sd`: of the five published runs, read off their figure.
 */
export const REFERENCE = {
  ZDT1: { runs: [-0.45, -0.2, -5.49, -0.2], sd: 0.42 },
  ZDT2: { runs: [-5.94, -5.82], sd: 0.27 },
  ZDT3: { runs: [-0.27, -0.28], sd: 0.28 },
  F2: { runs: [-3.74, -3.75, -3.55, -4.2], sd: 0.43 },
  VLMOP2: { runs: [-3.69, -0.97, -3.78], sd: 0.3 },
  RE21: { runs: [-1.008, -1.004], sd: 0.01 },
  RE32: { runs: [-6.01], sd: 1.25 },
  RE33: { runs: [-4.16, -4.13], sd: 0.16 },
  RE36: { runs: [-4.22], sd: 0.9 },
  RE37: { runs: [-3.36, -3.25, -3.54, -3.51, -3.15], sd: 0.06 },
  RE41: { runs: [-2.36], sd: 0.14 },
  RE42: { runs: [-3.57], sd: 0.09 },
};

/**
 * What our mean may be: the range of the reference runs and two deviations of a run beyond. The mean
 * of five runs differs from one further run by 1.1 of those, so 14 of 15 are to be expected within.
 */
export function spread({ runs, sd }) {
  return [Math.min(...runs) - 2 * sd, Math.max(...runs) + 2 * sd];
}

/**
 * Ours beside the reference, problem by problem. Runs that end at a part of the front, of theirs on
 * ZDT1 and VLMOP2, make two heaps of figures that no mean describes: so our runs inside are counted.
 */
export function referenceReport(runs, problems, wanted) {
  const rows = problems.map((name) => {
    const own = runs.filter((run) => run.problem === name && run.method === "svh-compat");
    const summary = summarize(own);
    const [low, high] = spread(REFERENCE[name]);
    const theirs = [REFERENCE[name].runs.join(", "), `${low.toFixed(2)} … ${high.toFixed(2)}`];
    if (summary === null) return { cells: [name, "", "", ...theirs, "", ""] };
    const { mean, sd, count } = summary;
    const within = (figure) => figure >= low && figure <= high;
    const inside = within(mean);
    const single = own.filter(({ final }) => within(final)).length;
    const ours = own.map(({ final }) => final.toFixed(2)).join(", ");
    const figure = `${mean.toFixed(2)} ± ${sd.toFixed(2)}${count < wanted ? ` (${count})` : ""}`;
    const verdict = [inside ? "inside" : "outside", `${single} of ${count}`];
    return { inside, cells: [name, figure, ours, ...theirs, ...verdict] };
  });
  const head = ["problem", "svh-compat", "runs", "reference runs", "spread", "mean", "runs inside"];
  const known = rows.filter(({ inside }) => inside !== undefined);
  const within = known.filter(({ inside }) => inside).length;
  return [
    aligned([head, ...rows.map(({ cells }) => cells)]),
    `\nThe mean of svh-compat is inside the spread of the reference runs on ${within} of ${known.length}.`,
  ].join("\n");
}
