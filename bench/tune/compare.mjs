/** Steinbock and random search at the same budget, one run a seed. */
import { tune } from "./example.mjs";
import { catchingUp, verdict } from "./verdict.mjs";

/**
 * Errors after each evaluation, best so far: `{ ours, random }`, one row a seed. `first` is the run
 * that was made already, with the first seed.
 */
export async function compare({ trials, seeds, first, log }) {
  const ours = [bestSoFar(first)];
  for (const seed of seeds.slice(1)) ours.push(bestSoFar(await tune({ trials, seed })));
  log(`  Steinbock      ${verdict(ours)}`);
  const random = [];
  for (const seed of seeds) random.push(bestSoFar(await tune({ trials, seed, sampler: "random" })));
  log(`  random search  ${verdict(random)}`);
  log(`  ${catchingUp(ours, random)}`);
  return { ours, random };
}

function bestSoFar({ trials }) {
  let best = Number.POSITIVE_INFINITY;
  return trials.map(({ values }) => {
    best = Math.min(best, values?.error ?? best);
    return best;
  });
}
