import { InputError } from "../errors.js";

/** Throws `InputError` unless d is a whole number from `least` to `most`. */
export function checkDimension(d: number, least: number, most = Number.POSITIVE_INFINITY): void {
  if (Number.isSafeInteger(d) && d >= least && d <= most) return;
  const range = most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `${least} to ${most}`;
  throw new InputError("d", d, `give a whole number ${range}`);
}
