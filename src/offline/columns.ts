/**
 * Parameters as network inputs: a number is one input, a choice of K options K − 1 soft logits.
 *
 * Soft logits keep a choice in reach of gradients: p = 0.6 · onehot + 0.4/K, then ln p against
 * the first option's. Source: design-bench (Trabucco et al. 2022, arXiv:2202.08450).
 */
import * as math from "../core/math.js";
import { type Axis, type ChoiceValue, type Space, UnitCube } from "../space/index.js";

const KEEP = 0.6;

/** The inputs that one parameter takes, from `first` on. */
export interface Column {
  readonly name: string;
  readonly axis: Axis;
  readonly first: number;
  readonly inputs: number;
  readonly categorical: boolean;
}

/** The inputs of a space, in the order of its parameters; a single value takes none. */
export function columnsOf(space: Space): Column[] {
  const { names, axes } = new UnitCube(space, math);
  let first = 0;
  return names.map((name, i) => {
    const axis = axes[i]!;
    const categorical = axis.kind === "category";
    const inputs = categorical || axis.levels === 1 ? axis.levels - 1 : 1;
    first += inputs;
    return { name, axis, first: first - inputs, inputs, categorical };
  });
}

/** Writes a legal value's inputs into `out` from `offset` on. */
export function encodeValue(
  column: Column,
  value: ChoiceValue,
  out: Float64Array,
  offset: number,
): void {
  const { axis, first, inputs, categorical } = column;
  const at = offset + first;
  if (inputs === 0) return;
  if (!categorical) {
    out[at] = axis.encode(value);
    return;
  }
  const levels = axis.levels;
  const logit = math.log((KEEP + (1 - KEEP) / levels) / ((1 - KEEP) / levels));
  const level = Math.floor(axis.encode(value) * levels);
  for (let k = 1; k < levels; k++) out[at + k - 1] = level === 0 ? -logit : level === k ? logit : 0;
}

/** The legal value nearest to these inputs: of a choice, the option with the largest logit. */
export function decodeValue(column: Column, inputs: Float64Array): ChoiceValue {
  const { axis, first, categorical } = column;
  if (column.inputs === 0) return axis.decode(0.5);
  if (!categorical) return axis.decode(inputs[first]!);
  let [best, level] = [0, 0];
  for (let k = 1; k < axis.levels; k++) {
    const logit = inputs[first + k - 1]!;
    if (logit > best) [best, level] = [logit, k];
  }
  return axis.value(level);
}
