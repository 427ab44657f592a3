/**
 * TFBind8: how strongly the factor SIX6 binds a DNA 8-mer, exact for all of them (Barrera et al.
 * 2016). Visible are the rows up to the median; the 256 palindromes count twice, as published.
 */
import { floats, mulberry32, percentile, sharedData } from "./shared.mjs";

const BASES = ["a", "c", "g", "t"];

function sequence(index) {
  return Array.from({ length: 8 }, (_, i) => (index >> (2 * (7 - i))) & 3);
}

/** Equal to its reverse complement. */
function palindrome(digits) {
  return digits.every((digit, i) => digit === 3 - digits[7 - i]);
}

export function tfbind8() {
  const bytes = sharedData("tfbind8/tf8_table_base4_f32.bin");
  if (bytes === null) return null;
  const table = floats(bytes);
  const rows = Array.from(table.keys());
  const doubled = rows.filter((index) => palindrome(sequence(index)));
  const all = [...rows, ...doubled];
  const threshold = percentile(
    all.map((index) => table[index]),
    50,
  );
  const visible = all.filter((index) => table[index] <= threshold);
  const letters = (index) => sequence(index).map((digit) => BASES[digit]);
  return {
    name: "TFBind8",
    data: { X: visible.map(letters), y: visible.map((index) => table[index]) },
    score: (x) => table[x.reduce((sum, base) => 4 * sum + BASES.indexOf(base), 0)],
    random(seed, count) {
      const draw = mulberry32(seed);
      return Array.from({ length: count }, () => letters(Math.floor(draw() * 65536)));
    },
  };
}
