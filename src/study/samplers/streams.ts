/** Streams of random numbers, one for each use, so that no two samplers share numbers. */
export const STREAMS = { random: 1, sobol: 2, redraw: 3, gp: 16, nsga2: 17 } as const;
