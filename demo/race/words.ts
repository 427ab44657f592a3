/** The race in words: times, ratios, the caption, and the text to share. */
import { ROUNDS, type Size } from "./programme.js";
import type { Standing } from "./standing.js";

/** Three digits, in the unit that suits. */
export function timeOf(seconds: number): string {
  const [unit, factor] = seconds < 1e-3 ? ["µs", 1e6] : seconds < 1 ? ["ms", 1e3] : ["s", 1];
  return `${digits(seconds * factor, 3)} ${unit}`;
}

/** "3.9 ×". */
export const times = (ratio: number) => `${digits(ratio, 2)} ×`;

function digits(value: number, count: number): string {
  const decimals = Math.max(0, count - 1 - Math.floor(Math.log10(value)));
  return value.toFixed(Math.min(decimals, 6));
}

/** What the bars say, in a sentence: ours against the best rival of each contest. */
export function captionOf(standings: readonly Standing[]): string {
  const run = standings.filter(({ rounds }) => rounds > 0);
  if (run.length === 0) return "Nothing has run yet.";
  const parts = run.map(
    ({ rival: { ratio, name }, short }) => `${times(ratio)} as fast as ${name} in ${short}`,
  );
  const far = Math.max(...run.map(({ difference }) => difference));
  return `Steinbock is ${listed(parts)}. All results agree to ${approximately(far)} of their largest number.`;
}

function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** A small number by its power of ten, rounded up. */
function approximately(value: number): string {
  return value === 0 ? "the last bit" : `1e${Math.ceil(Math.log10(value))}`;
}

/** Plain text that says what ran where, and how it went. */
export function textOf(standings: readonly Standing[], size: Size): string {
  const run = standings.filter(({ rounds }) => rounds > 0);
  if (run.length === 0) return "Nothing has run yet.";
  const { hardwareConcurrency: threads } = navigator;
  const day = new Date().toISOString().slice(0, 10);
  return [
    `Steinbock race, ${size}, median of ${ROUNDS} rounds, ${browser()}, ${threads} threads, ${day}`,
    ...run.map(lineOf),
  ].join("\n");
}

function lineOf(standing: Standing): string {
  const [ours, ...rivals] = standing.lanes;
  const others = rivals.map(({ name, seconds, ratio, middle: [low, high] }) => {
    const spread = `${digits(low, 2)} to ${digits(high, 2)}`;
    return `${name} ${timeOf(seconds)} (${times(ratio)}, ${spread})`;
  });
  const rounds = standing.rounds < ROUNDS ? `, stopped after ${standing.rounds} rounds` : "";
  return `${standing.title}: Steinbock ${timeOf(ours.seconds)}; ${others.join("; ")}${rounds}`;
}

/** The browser by name and version, as it calls itself. */
function browser(): string {
  const { userAgent } = navigator;
  const found = /(Firefox|Edg|OPR)\/(\d+)/.exec(userAgent) ?? /(Chrome)\/(\d+)/.exec(userAgent);
  if (found !== null) return `${found[1]} ${found[2]}`;
  const safari = /Version\/([\d.]+).*Safari/.exec(userAgent);
  return safari === null ? userAgent : `Safari ${safari[1]}`;
}
