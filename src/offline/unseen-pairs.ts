import type { Dataset } from "./dataset.js";
import { type Factor, partsOf } from "./factors.js";

/**
 * Rows that would hold a pair if its options were independent, before its absence says anything:
 * so many are missing by chance in one of 22,000 cases.
 */
const EXPECTED = 10;

/** Positions of two columns of choices. */
type ColumnPair = readonly [a: number, b: number];

/** Column pairs that share what their options may be, and the pairs of options that none holds. */
interface Rule {
  readonly columns: readonly ColumnPair[];
  readonly unseen: ReadonlySet<number>;
}

/**
 * Pairs of options that a table should hold by chance, and never does: most likely something that
 * nobody wrote down forbids them. Compared are the options of any two columns, and those that follow
 * each other in any two neighbouring columns, as the letters of a sequence do.
 *
 * Cost: rows · columns² / 2 to make, at most columns² / 2 a design.
 */
export class UnseenPairs {
  readonly #rules: readonly Rule[];
  /** Factors that are choices, and the number of each of their options' values among all values. */
  readonly #choices: readonly { readonly factor: number; readonly values: Int32Array }[];
  /** How many values there are. */
  readonly #span: number;

  constructor(data: Dataset, factors: readonly Factor[]) {
    const columns = data.columns.filter(({ inputs }) => inputs > 0);
    const numbers = new Map<unknown, number>();
    this.#choices = factors.flatMap(({ options }, factor) => {
      if (options === null) return [];
      const values = Int32Array.from(options, (_, level) => {
        const value = columns[factor]!.axis.value(level);
        if (!numbers.has(value)) numbers.set(value, numbers.size);
        return numbers.get(value)!;
      });
      return [{ factor, values }];
    });
    this.#span = numbers.size;
    this.#rules = this.#learn(data, factors);
  }

  /** Positions of the factors of each such pair in a design of these parts. */
  *in(parts: ArrayLike<number>): Generator<[a: number, b: number]> {
    const values = this.#valuesOf(parts);
    for (const { columns, unseen } of this.#rules) {
      for (const [a, b] of columns) {
        if (!unseen.has(this.#key(values[a]!, values[b]!))) continue;
        yield [this.#choices[a]!.factor, this.#choices[b]!.factor];
      }
    }
  }

  #learn(data: Dataset, factors: readonly Factor[]): Rule[] {
    const { n, d, x } = data;
    const rows = Array.from({ length: n }, (_, i) =>
      this.#valuesOf(partsOf(data, factors, x.subarray(i * d, (i + 1) * d))),
    );
    const counts = this.#choices.map((_, c) => tally(rows.map((row) => row[c]!)));
    const each = counts.flatMap((_, b) => Array.from({ length: b }, (_, a): ColumnPair => [a, b]));
    const neighbours = each.filter(([a, b]) => b === a + 1);
    return [...each.map((pair) => [pair]), neighbours]
      .map((columns) => ({ columns, unseen: this.#unseen(columns, rows, counts) }))
      .filter(({ unseen }) => unseen.size > 0);
  }

  /** Keys of the pairs that no row holds in any of these columns, though enough rows should. */
  #unseen(
    columns: readonly ColumnPair[],
    rows: readonly Int32Array[],
    counts: readonly ReadonlyMap<number, number>[],
  ): Set<number> {
    const seen = new Set<number>();
    for (const [a, b] of columns) for (const row of rows) seen.add(this.#key(row[a]!, row[b]!));
    const expected = new Map<number, number>();
    for (const [a, b] of columns) {
      for (const [u, ofU] of counts[a]!) {
        for (const [v, ofV] of counts[b]!) {
          const key = this.#key(u, v);
          if (seen.has(key)) continue;
          expected.set(key, (expected.get(key) ?? 0) + (ofU * ofV) / rows.length);
        }
      }
    }
    return new Set([...expected.keys()].filter((key) => expected.get(key)! >= EXPECTED));
  }

  #valuesOf(parts: ArrayLike<number>): Int32Array {
    return Int32Array.from(this.#choices, ({ factor, values }) => values[parts[factor]!]!);
  }

  #key(u: number, v: number): number {
    return u * this.#span + v;
  }
}

function tally(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
