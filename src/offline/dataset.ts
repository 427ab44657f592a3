import { InputError } from "../errors.js";
import { type ChoiceValue, choice, type Parameter, type Space } from "../space/index.js";
import { type Column, columnsOf, decodeValue, encodeValue } from "./columns.js";
import type { Table } from "./table.js";

/** Rows × inputs, a GiB in double precision. */
const MOST_CODES = 2 ** 27;

/**
 * A table as models see it: inputs and scores with mean 0 and deviation 1 over its rows, the larger
 * score the better. A column of one value takes no input and keeps that value in every design.
 */
export class Dataset {
  /** Rows. */
  readonly n: number;
  /** Inputs of a model. */
  readonly d: number;
  /** n × d. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly columns: readonly Column[];
  /** Inputs of choices, which no box bounds. */
  readonly logits: Uint8Array;
  readonly center: Float64Array;
  readonly scale: Float64Array;
  /** The box of the numbers in standardized inputs; infinite for logits. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly #scoreCenter: number;
  readonly #scoreScale: number;
  readonly #names: readonly string[];

  constructor(table: Table, direction: "maximize" | "minimize") {
    const sign = direction === "maximize" ? 1 : -1;
    this.columns = columnsOf(varied(table));
    this.#names = table.names;
    this.n = table.designs.length;
    this.d = this.columns.reduce((sum, { inputs }) => sum + inputs, 0);
    if (this.d === 0) {
      throw new InputError(
        "data",
        table.designs,
        "every column is constant: nothing can be varied",
      );
    }
    checkSize(this.columns, this.n, this.d);
    const codes = new Float64Array(this.n * this.d);
    table.designs.forEach((design, i) => {
      this.columns.forEach((column, j) => {
        encodeValue(column, design[j]!, codes, i * this.d);
      });
    });
    this.center = new Float64Array(this.d);
    this.scale = new Float64Array(this.d);
    for (let j = 0; j < this.d; j++) {
      const [mean, deviation] = moments(codes, j, this.d, this.n);
      this.center[j] = mean;
      // An option that never occurs has no spread; a mean of equal values may round.
      this.scale[j] = deviation > 1e-12 * Math.abs(mean) ? deviation : 1;
    }
    this.x = codes.length > 0 ? this.#standardized(codes) : new Float32Array(0);
    const unit = unitOf(table.scores);
    const scores = table.scores.map((value) => value / unit);
    const [center, scale] = moments(scores, 0, 1, this.n);
    this.y = Float32Array.from(scores, (value) => (sign * (value - center)) / scale);
    this.#scoreCenter = center * unit;
    this.#scoreScale = sign * scale * unit;
    this.logits = new Uint8Array(this.d);
    for (const { categorical, first, inputs } of this.columns) {
      if (categorical) this.logits.fill(1, first, first + inputs);
    }
    const bound = (unit: number, none: number) =>
      this.center.map((mean, j) => (this.logits[j] ? none : (unit - mean) / this.scale[j]!));
    this.lower = bound(0, Number.NEGATIVE_INFINITY);
    this.upper = bound(1, Number.POSITIVE_INFINITY);
  }

  /** A model's score in the user's units. */
  score(standardized: number): number {
    return this.#scoreCenter + this.#scoreScale * standardized;
  }

  /** A model's deviation in the user's units. */
  deviation(standardized: number): number {
    return Math.abs(this.#scoreScale) * standardized;
  }

  /** Moves every row of `x` (q × d) into the box of the numbers, in place. */
  project(x: Float32Array): void {
    for (let i = 0; i < x.length; i++) {
      const j = i % this.d;
      x[i] = Math.min(Math.max(x[i]!, this.lower[j]!), this.upper[j]!);
    }
  }

  /** The legal design of one row of inputs. */
  decode(row: ArrayLike<number>): Record<string, ChoiceValue> {
    // Single precision falls short of the ends of a range, where many designs lie.
    const codes = this.center.map((mean, j) => {
      if (row[j]! <= Math.fround(this.lower[j]!)) return 0;
      if (row[j]! >= Math.fround(this.upper[j]!)) return 1;
      return mean + this.scale[j]! * row[j]!;
    });
    return Object.fromEntries(
      this.columns.map((column, j) => [this.#names[j]!, decodeValue(column, codes)]),
    );
  }

  /** Inputs of legal designs, q × d. */
  encode(designs: readonly Readonly<Record<string, ChoiceValue>>[]): Float32Array {
    const codes = new Float64Array(designs.length * this.d);
    designs.forEach((design, i) => {
      for (const column of this.columns) {
        encodeValue(column, design[column.name]!, codes, i * this.d);
      }
    });
    return this.#standardized(codes);
  }

  /** Row numbers from the best score down, each design once. */
  *best(): Generator<number> {
    const order = Array.from(this.y.keys()).sort((a, b) => this.y[b]! - this.y[a]! || a - b);
    const seen = new Set<string>();
    for (const row of order) {
      const key = this.x.subarray(row * this.d, (row + 1) * this.d).join();
      if (seen.has(key)) continue;
      seen.add(key);
      yield row;
    }
  }

  #standardized(codes: Float64Array): Float32Array {
    return Float32Array.from(codes, (code, i) => {
      const j = i % this.d;
      return (code - this.center[j]!) / this.scale[j]!;
    });
  }
}

/** The space without what the data say nothing of: a column of one value keeps it. */
function varied({ space, names, designs }: Table): Space {
  const entries = names.map((name, j): [string, Parameter] => {
    const value = designs[0]![j]!;
    const constant = designs.every((design) => design[j] === value);
    return [name, constant ? choice([value]) : space[name]!];
  });
  return Object.fromEntries(entries);
}

/** Throws `InputError` that names the widest column where a table is too large for memory. */
function checkSize(columns: readonly Column[], n: number, d: number): void {
  if (n * d <= MOST_CODES) return;
  const widest = columns.reduce((a, b) => (b.inputs > a.inputs ? b : a));
  const remedy = `${n} rows of ${d} inputs are too many: the column ${widest.name} takes ${widest.inputs}; give fewer rows, or merge its options`;
  throw new InputError("data", n * d, remedy);
}

/** A unit in which the squares of the scores, and of their gaps, neither overflow nor vanish. */
function unitOf(scores: Float64Array): number {
  let largest = 0;
  for (const value of scores) largest = Math.max(largest, Math.abs(value));
  if (largest > 1e100) return 1e180;
  return largest < 1e-100 ? 1e-180 : 1;
}

/** Mean and population deviation of every `stride`-th value from `first` on. */
function moments(
  values: Float64Array,
  first: number,
  stride: number,
  n: number,
): [mean: number, deviation: number] {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[first + i * stride]!;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const gap = values[first + i * stride]! - mean;
    squares += gap * gap;
  }
  return [mean, Math.sqrt(squares / n)];
}
