/**
 * `npm start -- tune [trials [seeds]]`: tunes a support vector machine on real data (example.mjs),
 * shows each trial, then compares with random search at the same budget and draws the run.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { wholeNumbers } from "../support/numbers.mjs";
import { compare } from "./compare.mjs";
import { tune } from "./example.mjs";
import { tuningPicture } from "./picture.mjs";
import { progress, summary } from "./progress.mjs";

const { trials, seeds: runs } = wholeNumbers(process.argv.slice(2), { trials: 40, seeds: 5 });
const seeds = Array.from({ length: runs }, (_, i) => i + 1);
const output = fileURLToPath(new URL("../../build/run/", import.meta.url));
const begin = performance.now();

console.log("Steinbock tunes LIBSVM on 392 cars: cross-validated error of the mileage, mpg.\n");
const show = progress(process.stdout, trials);
const study = await tune({ trials, seed: seeds[0], onProgress: show });
console.log(summary(study));

console.log(`\nThe same budget, ${seeds.length} seeds each:`);
const comparison = await compare({ trials, seeds, first: study, log: console.log });

mkdirSync(output, { recursive: true });
const path = `${output}tuning.svg`;
writeFileSync(path, tuningPicture({ study, ...comparison }));
writeFileSync(`${output}study.json`, JSON.stringify(study));
const seconds = (performance.now() - begin) / 1e3;
console.log(`\nPicture: ${pathToFileURL(path)}\nDone in ${seconds.toFixed(0)} s.`);
