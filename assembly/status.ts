/**
 * What a fallible export returns: 0 when all is well, a positive number for where it failed
 * (the 1-based pivot or row), minus the 1-based position of a bad argument, or OUT_OF_MEMORY.
 */
export const OK: i32 = 0;

/** No position of an argument reaches this far, so the two kinds of negative status never meet. */
export const OUT_OF_MEMORY: i32 = -1000;
