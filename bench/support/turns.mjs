/** Samples that rivals take in turns. It needs nothing but JavaScript: browsers race with it too. */

/**
 * Gives for each round the seconds of a run, in the order of the samplers, after rounds that only
 * warm them.
 */
export async function* turns(samplers, { rounds, seconds, warmUp = 2 }) {
  for (let round = -warmUp; round < rounds; round++) {
    const times = [];
    for (const sampler of samplers) times.push(await sampler.sample(seconds));
    if (round >= 0) yield times;
  }
}

/**
 * A sampler of what runs here: `sample(seconds)` gives the seconds of a run.
 *
 * @param contestant `run(i)`, or `{ prepare(count), run(i) }`, as bench/support/race.mjs has them
 * @param clock      seconds since whenever
 */
export function local(contestant, clock) {
  const { run, prepare } = typeof contestant === "function" ? { run: contestant } : contestant;
  let count = 1;
  const once = () => {
    prepare?.(count);
    const start = clock();
    for (let i = 0; i < count; i++) run(i);
    return clock() - start;
  };
  return {
    sample(seconds) {
      for (;;) {
        const spent = once();
        // A sample that is far too short says little: the runs of one are raised until it fits.
        if (spent >= seconds / 2 || count >= 2 ** 24) return spent / count;
        count = Math.max(count + 1, Math.ceil((count * seconds) / Math.max(spent, seconds / 16)));
      }
    },
  };
}
