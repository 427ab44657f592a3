import type { Dataset } from "./dataset.js";
import { factorsOf, partsOf } from "./factors.js";

/**
 * Rows that would hold a pair if its options were independent, before its absence says anything:
 * so many are missing by chance in one of 22,000 cases.
 */
const EXPECTED = 10;

/** A factor that is a choice, and the number of each option's value among those of all columns. */
interface Choice {
  readonly factor: number;
  readonly values: readonly number[];
}

/** Positions of two columns of choices. */
type ColumnPair = readonly [a: number, b: number];

/** Column pairs that share what their options may be, and the pairs of options that none holds. */
interface Rule {
  readonly columns: readonly ColumnPair[];
  readonly unseen: ReadonlySet<number>;
}

/** Those of each table that is at work: a search and the account of its designs ask for the same. */
const learnt = new WeakMap<Dataset, Promise<UnseenPairs>>();

/**
 * Pairs of options that a table should hold by chance, and never does: most likely something that
 * nobody wrote down forbids them. Compared are the options of any two columns, and those that follow
 * each other in any two neighbouring columns, as the letters of a sequence do.
 *
 * Cost: at most rows · columns² / 2 to make, fewer where few rows hold all pairs that there are;
 * columns² / 2 a design.
 */
export class UnseenPairs {
  readonly #choices: readonly Choice[];
  /** How many values all columns have together. */
  readonly #span: number;
  readonly #rules: Rule[] = [];

  private constructor(choices: readonly Choice[], span: number) {
    this.#choices = choices;
    this.#span = span;
  }

  static of(data: Dataset, pause: () => Promise<void>): Promise<UnseenPairs> {
    const pairs = learnt.get(data) ?? UnseenPairs.#learn(data, pause);
    learnt.set(data, pairs);
    return pairs;
  }

  static async #learn(data: Dataset, pause: () => Promise<void>): Promise<UnseenPairs> {
    const { n, d, x } = data;
    const factors = factorsOf(data);
    const columns = data.columns.filter(({ inputs }) => inputs > 0);
    const numbers = new Map<unknown, number>();
    const choices = factors.flatMap(({ options }, factor) => {
      if (options === null) return [];
      const values = options.map((_, level) => {
        const value = columns[factor]!.axis.value(level);
        if (!numbers.has(value)) numbers.set(value, numbers.size);
        return numbers.get(value)!;
      });
      return [{ factor, values }];
    });
    const pairs = new UnseenPairs(choices, numbers.size);
    if (choices.length < 2) return pairs;
    const rows: Int32Array[] = [];
    for (let i = 0; i < n; i++) {
      rows.push(pairs.#valuesOf(partsOf(data, factors, x.subarray(i * d, (i + 1) * d))));
      await pause();
    }
    const each = choices.flatMap((_, b) => Array.from({ length: b }, (_, a): ColumnPair => [a, b]));
    const neighbours = each.filter(([a, b]) => b === a + 1);
    const counts = choices.map((_, c) => tally(rows, c));
    for (const columns of [...each.map((pair) => [pair]), neighbours]) {
      const unseen = pairs.#unseen(columns, rows, counts);
      if (unseen.size > 0) pairs.#rules.push({ columns, unseen });
      await pause();
    }
    return pairs;
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

  /** Keys of the pairs that no row holds in any of these columns, though enough rows should. */
  #unseen(
    columns: readonly ColumnPair[],
    rows: readonly Int32Array[],
    counts: readonly ReadonlyMap<number, number>[],
  ): Set<number> {
    const seen = new Set<number>();
    for (const [a, b] of columns) {
      const all = counts[a]!.size * counts[b]!.size;
      for (const row of rows) {
        seen.add(this.#key(row[a]!, row[b]!));
        if (columns.length === 1 && seen.size === all) return new Set();
      }
    }
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

/** How often each value occurs in one column. */
function tally(rows: readonly Int32Array[], column: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row[column]!, (counts.get(row[column]!) ?? 0) + 1);
  return counts;
}
