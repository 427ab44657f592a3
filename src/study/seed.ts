import { InputError } from "../errors.js";

/** Throws `InputError` unless `seed` is a whole number that a double holds. */
export function checkSeed(seed: unknown): number {
  if (Number.isSafeInteger(seed) && (seed as number) >= 0) return (seed as number) + 0;
  throw new InputError("seed", seed, "give a whole number from 0 to 2^53 - 1");
}

/** A seed for a study that was given none. */
export function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}
