/** The order of runs, and a clock that says which the time allows. */

/** Seeds that every method gets on every task before any gets more. */
const FIRST_SEEDS = 3;
/** Tasks of real data, which come first. */
const MAIN = ["TFBind8", "Superconductor"];

/**
 * Sorts jobs `{ task, method, seed, estimate }`: seeds 0, 1 and 2 of everything, then further seeds
 * of one thing after the other; real data first, and what takes few seconds.
 */
export function inOrder(jobs) {
  const keys = ({ task, seed, estimate }) => {
    const later = seed >= FIRST_SEEDS;
    const real = MAIN.includes(task) ? 0 : 1;
    return later ? [1, real, estimate, seed] : [0, seed, real, estimate];
  };
  const difference = (a, b) => a.map((value, i) => value - b[i]).find((gap) => gap !== 0) ?? 0;
  return [...jobs].sort((a, b) => difference(keys(a), keys(b)));
}

/** `minutes` of wall time from now on, for work that is estimated in processor seconds. */
export function budget(minutes, now = () => performance.now() / 1000) {
  const started = now();
  let spent = 0;
  /** A machine that is shared gives less than a second of its processor a second. */
  const stretch = () => (spent > 0 ? Math.max(1, (now() - started) / spent) : 1);
  return {
    allows: (seconds) => now() - started + seconds * stretch() <= 60 * minutes,
    spend: (seconds) => {
      spent += seconds;
    },
  };
}
