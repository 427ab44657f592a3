/**
 * `npm start [-- rounds [initial]]`: learns the whole Pareto set of a four-bar truss (example.mjs),
 * shows each round, and writes a report whose slider moves the design along the learnt front.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { wholeNumbers } from "../support/numbers.mjs";
import { design } from "./example.mjs";
import { designPicture } from "./picture.mjs";
import { progress, summary } from "./progress.mjs";
import { report } from "./report.mjs";

const { rounds, initial } = wholeNumbers(process.argv.slice(2), { rounds: 12, initial: 20 });
const output = fileURLToPath(new URL("../../build/run/", import.meta.url));
const begin = performance.now();

console.log("Steinbock designs a truss of four bars: volume against displacement.\n");
const history = [];
const show = progress(process.stdout, rounds);
const learner = design({
  rounds,
  initial,
  seed: 1,
  onRound(current, round) {
    history.push(show(current, round));
  },
});

// Evenly spread along the front, from the lightest design to the stiffest.
const front = learner.front(101).sort((a, b) => a.predicted.volume.mean - b.predicted.volume.mean);
console.log(summary(learner, front));

mkdirSync(output, { recursive: true });
const path = `${output}design.html`;
writeFileSync(path, report({ learner, history, front }));
writeFileSync(`${output}design.svg`, designPicture({ learner, history, front }));
writeFileSync(`${output}pareto-set.json`, JSON.stringify(learner.model));
learner.dispose();
const seconds = (performance.now() - begin) / 1e3;
console.log(`\nReport: ${pathToFileURL(path)}\nDone in ${seconds.toFixed(0)} s.`);
