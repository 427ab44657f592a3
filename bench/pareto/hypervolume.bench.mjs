/**
 * Exact hypervolume, its contributions and its improvement, against plain JavaScript and, where
 * Python has it (PYTHONPATH may say where), moocore's C library.
 *
 * Fronts are taken in turns: of one front again and again the branch predictor learns every turn,
 * which flatters whoever branches. Only the rows "again" do that, since the time that they are held
 * against, 1.5 × moocore's 13 µs on a machine like ours, was taken so.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import {
  BoxDecomposition,
  hypervolume,
  hypervolumeContributions,
  hypervolumeImprovement,
  selectBatch,
} from "../../build/dist/pareto-set/index.js";
import { python } from "../support/python.mjs";
import { race } from "../support/race.mjs";
import { fronts, sphere } from "./fronts.mjs";
import { improvement, recursion, sweep3, sweep4 } from "./plain.mjs";

const corner = (m) => new Array(m).fill(1.1);

/** The sets go through a file: they are too long for a command line. */
function moocore(sets, call) {
  const [first] = sets;
  const file = fileURLToPath(
    new URL(`../../build/bench/fronts-${first.length}-${first[0].length}.json`, import.meta.url),
  );
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(sets));
  return python({
    setup: `import json, moocore, numpy as np
with open(${JSON.stringify(file)}) as file:
    sets = [np.array(rows) for rows in json.load(file)]
reference = np.full(sets[0].shape[1], 1.1)
measure = moocore.Hypervolume(ref=reference)`,
    run: call,
  });
}

const NATIVE = { rival: "moocore", atLeast: 0.667 };
const PLAIN = { rival: "plain JS, recursion", atLeast: 50 };

/** A row of the hypervolume itself, with the rivals in plain JavaScript that are given. */
function volumeRow(m, n, targets, plain = {}) {
  const sets = fronts(n, m);
  const flat = sets.map((points) => Float64Array.from(points.flat()));
  const reference = corner(m);
  const rivals = Object.entries(plain).map(([name, rival]) => [
    name,
    (i) => rival(sets[i & 15], reference),
  ]);
  return race(
    `hypervolume, ${m} objectives, ${n} points`,
    {
      steinbock: (i) => hypervolume(flat[i & 15], reference),
      ...Object.fromEntries(rivals),
      moocore: moocore(sets, "measure(sets[i & 15])"),
    },
    { unit: "µs", targets },
  );
}

/** The same with one front again and again. */
function againRow(m, n, targets) {
  const points = sphere(n, m, 1);
  const flat = Float64Array.from(points.flat());
  return race(
    `hypervolume, ${m} objectives, ${n} points, again`,
    {
      steinbock: () => hypervolume(flat, corner(m)),
      moocore: moocore([points], "measure(sets[0])"),
    },
    { unit: "µs", targets },
  );
}

function contributionRow(m, n) {
  const sets = fronts(n, m);
  const flat = sets.map((points) => Float64Array.from(points.flat()));
  return race(
    `contributions, ${m} objectives, ${n} points`,
    {
      steinbock: (i) => hypervolumeContributions(flat[i & 15], corner(m)),
      moocore: moocore(sets, "moocore.hv_contributions(sets[i & 15], ref=reference)"),
    },
    { unit: "µs" },
  );
}

/** 1000 candidates for a front of 100 points, as arrays and as flat numbers. */
function candidateSet(m) {
  const [front, candidates] = [sphere(100, m, 1), sphere(1000, m, 2)];
  const [points, proposed] = [front, candidates].map((rows) => Float64Array.from(rows.flat()));
  return { front, candidates, points, proposed, reference: corner(m) };
}

function improvementRow(m, targets) {
  const { front, candidates, points, proposed, reference } = candidateSet(m);
  const { boxes } = new BoxDecomposition(front, reference);
  return race(
    `improvement of 1000 candidates, ${m} objectives, 100 points`,
    {
      steinbock: () => hypervolumeImprovement(proposed, points, reference),
      "plain JS, boxes": () => improvement(candidates, boxes),
    },
    { unit: "ms", targets },
  );
}

function batchRow(m) {
  const { points, proposed, reference } = candidateSet(m);
  return race(
    `batch of 5 from 1000 candidates, ${m} objectives, 100 points`,
    { steinbock: () => selectBatch(proposed, points, reference, 5) },
    { unit: "ms" },
  );
}

function expectedRow(m) {
  const boxes = new BoxDecomposition(sphere(50, m, 1), corner(m));
  const means = Float64Array.from(sphere(100, m, 2).flat());
  const sds = means.map(() => 0.1);
  return race(
    `expected improvement and gradient, ${m} objectives, 50 points, a candidate`,
    { steinbock: () => boxes.expectedImprovement(means, sds) },
    { unit: "µs", work: 100 },
  );
}

export async function rows() {
  const jobs = [
    () => volumeRow(2, 100, [{ atMost: 20 }, NATIVE]),
    () =>
      volumeRow(3, 100, [NATIVE, PLAIN], {
        "plain JS, recursion": recursion,
        "plain JS, sweep": sweep3,
      }),
    () => againRow(3, 100, [{ atMost: 19.5 }]),
    () => volumeRow(3, 300, [{ atMost: 100 }, NATIVE], { "plain JS, sweep": sweep3 }),
    () =>
      volumeRow(4, 100, [NATIVE, PLAIN], {
        "plain JS, recursion": recursion,
        "plain JS, sweep": sweep4,
      }),
    () => againRow(4, 100, [{ atMost: 19.5 }]),
    () => volumeRow(5, 100, []),
    () => volumeRow(6, 50, []),
    () => contributionRow(2, 100),
    () => contributionRow(3, 100),
    () => contributionRow(4, 100),
    () => improvementRow(2, [{ atMost: 0.3 }]),
    () => improvementRow(3, [{ atMost: 1 }]),
    () => improvementRow(4, []),
    () => batchRow(2),
    () => batchRow(3),
    () => batchRow(4),
    () => expectedRow(2),
    () => expectedRow(3),
    () => expectedRow(4),
  ];
  const done = [];
  for (const job of jobs) done.push(await job());
  return done;
}
