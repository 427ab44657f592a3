import type { ChoiceValue } from "../space/index.js";
import type { Dataset } from "./dataset.js";

type Design = Readonly<Record<string, ChoiceValue>>;

/** Neighbours that are scored for each design that lacks. */
const NEIGHBOURS = 8;

/** Best rows of the data whose values neighbours take. */
const ROWS = 1000;

/**
 * The best `count` different legal designs among the rows of `x`, as inputs. Where too few differ,
 * as in a small space of choices where all ascents end alike, the best of their neighbours follow,
 * and repeats only when the space has no more. Equal scores keep their order.
 *
 * @param scoreOf  scores at the rows of inputs, larger is better
 */
export function bestLegal(
  x: Float32Array,
  count: number,
  data: Dataset,
  scoreOf: (x: Float32Array) => ArrayLike<number>,
): Float32Array {
  const seen = new Set<string>();
  const best = (designs: readonly Design[]) => byScore(designs, data, scoreOf);
  const isNew = (design: Design) => {
    const key = JSON.stringify(design);
    return !seen.has(key) && seen.add(key);
  };
  const fresh = best(rowsOf(x, data)).filter(isNew);
  const missing = count - fresh.length;
  if (missing > 0) {
    fresh.push(...best(neighbours(fresh, NEIGHBOURS * missing, data, isNew)).slice(0, missing));
  }
  return data.encode(Array.from({ length: count }, (_, i) => fresh[i % fresh.length]!));
}

/** The legal designs of rows of inputs. */
function rowsOf(x: Float32Array, data: Dataset): Design[] {
  const { d } = data;
  return Array.from({ length: x.length / d }, (_, i) =>
    data.decode(x.subarray(i * d, (i + 1) * d)),
  );
}

function byScore(
  designs: readonly Design[],
  data: Dataset,
  scoreOf: (x: Float32Array) => ArrayLike<number>,
): Design[] {
  if (designs.length === 0) return [];
  const scores = scoreOf(data.encode(designs));
  const order = designs.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
  return order.map((i) => designs[i]!);
}

/** Up to `wanted` new designs that differ from one of `designs`, or of those found, in one column. */
function neighbours(
  designs: readonly Design[],
  wanted: number,
  data: Dataset,
  isNew: (design: Design) => unknown,
): Design[] {
  const values = valuesOf(data);
  const found: Design[] = [];
  const reached = [...designs];
  for (const design of reached) {
    for (const [name, options] of values) {
      for (const value of options) {
        const neighbour = { ...design, [name]: value };
        if (!isNew(neighbour)) continue;
        found.push(neighbour);
        reached.push(neighbour);
        if (found.length === wanted) return found;
      }
    }
  }
  return found;
}

/** Values that each column has in the best rows. */
function valuesOf(data: Dataset): Map<string, ReadonlySet<ChoiceValue>> {
  const { d, columns } = data;
  const values = new Map(columns.map(({ name }) => [name, new Set<ChoiceValue>()]));
  let count = 0;
  for (const row of data.best()) {
    const design = data.decode(data.x.subarray(row * d, (row + 1) * d));
    for (const [name, options] of values) options.add(design[name]!);
    if (++count === ROWS) break;
  }
  return values;
}
