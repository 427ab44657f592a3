import { InputError } from "../errors.js";

/** Throws `InputError` unless d is a whole number from `least` to `most`. */
export function checkDimension(d: number, least: number, most = Number.POSITIVE_INFINITY): void {
  if (Number.isSafeInteger(d) && d >= least && d <= most) return;
  const range = most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `${least} to ${most}`;
  throw new InputError("d", d, `give a whole number ${range}`);
}

/** Throws `InputError` unless x holds d finite numbers. */
export function checkPoint(x: ArrayLike<number>, d: number): void {
  if (x?.length !== d) throw new InputError("x", x, `give an array of ${d} numbers`);
  for (let i = 0; i < d; i++) {
    if (!Number.isFinite(x[i])) throw new InputError(`x[${i}]`, x[i], "give a finite number");
  }
}
