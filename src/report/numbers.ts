/** Numbers for people. */

/** So many significant digits, without trailing zeros; exponents for the very large and small. */
export function brief(value: number, digits = 4): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const size = exponent(value);
  if (size < -4 || size > 8) return Number(value.toPrecision(digits)).toExponential();
  if (size >= digits) return value.toFixed(0);
  return String(Number(value.toPrecision(digits)));
}

/** Numbers of one column with the same number of decimals, five significant digits of the largest. */
export function column(values: readonly number[]): string[] {
  if (values.every(Number.isInteger)) return values.map(String);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const size = exponent(largest);
  if (size < -4 || size > 8) return values.map((value) => value.toExponential(3));
  return values.map((value) => value.toFixed(Math.max(0, 4 - size)));
}

/** Of ten, rounded down. */
function exponent(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}
