/**
 * Children of a population in the unit cube: binary tournaments, simulated binary crossover and
 * polynomial mutation. Every child is a pure function of its own uniform numbers.
 */
import { pow } from "../../core/math.js";
import type { Axis } from "../../space/index.js";
import type { Population } from "./generations.js";

export interface Operator {
  readonly probability: number;
  /** Distribution index. */
  readonly eta: number;
}

export interface VariationSettings {
  readonly axes: readonly Axis[];
  readonly crossover: Operator;
  readonly mutation: Operator;
}

/** Uniform numbers that a child takes: four contestants, whether to cross, a forced mutation. */
export const NUMBERS_PER_CHILD = 6;
/** And for each coordinate: whether to cross it, how far, whose side; whether to mutate it, how. */
export const NUMBERS_PER_AXIS = 5;

/** Parents nearer than this have nothing to exchange. */
const SAME = 1e-14;

/**
 * A child of two parents that differs from both, for the cost of d powers at most four times over.
 *
 * @param u  NUMBERS_PER_CHILD + d · NUMBERS_PER_AXIS uniform numbers in (0, 1)
 */
export function offspring(
  population: Population,
  settings: VariationSettings,
  u: Float64Array,
): Float64Array {
  const { axes, crossover, mutation } = settings;
  const d = axes.length;
  const parent = (i: number) => population.points.subarray(i * d, (i + 1) * d);
  const mother = parent(winner(population, u[0]!, u[1]!));
  const father = parent(winner(population, u[2]!, u[3]!));
  const crosses = u[4]! < crossover.probability;
  const child = Float64Array.from(mother);
  axes.forEach((axis, j) => {
    const own = u.subarray(NUMBERS_PER_CHILD + j * NUMBERS_PER_AXIS);
    if (crosses) child[j] = crossed(axis, mother[j]!, father[j]!, crossover.eta, own);
    if (own[3]! < mutation.probability) child[j] = mutated(axis, child[j]!, mutation.eta, own[4]!);
  });
  if (equal(child, mother) || equal(child, father)) {
    // A copy would tell nothing: one coordinate that can change does.
    const free = axes.flatMap((axis, j) => (axis.levels > 1 ? [j] : []));
    const j = free[Math.floor(u[5]! * free.length)];
    const how = j === undefined ? 0 : u[NUMBERS_PER_CHILD + (j + 1) * NUMBERS_PER_AXIS - 1]!;
    if (j !== undefined) child[j] = mutated(axes[j]!, child[j]!, mutation.eta, how);
  }
  return child;
}

/** The better of two members by rank, then by crowding distance. */
function winner({ ranks, crowding }: Population, first: number, second: number): number {
  const a = Math.floor(first * ranks.length);
  const b = Math.floor(second * ranks.length);
  if (ranks[a] !== ranks[b]) return ranks[a]! < ranks[b]! ? a : b;
  return crowding[a]! >= crowding[b]! ? a : b;
}

/** One coordinate of a child of x and y; `u`: whether to cross it, how far, whose side. */
function crossed(axis: Axis, x: number, y: number, eta: number, u: Float64Array): number {
  const [whether, spread, side] = [u[0]!, u[1]!, u[2]!];
  if (whether >= 0.5 || Math.abs(x - y) < SAME) return x;
  if (axis.kind === "category") return side < 0.5 ? x : y;
  const low = Math.min(x, y);
  const high = Math.max(x, y);
  // The child near the lower parent may not fall below 0, that near the upper one not above 1.
  const room = side < 0.5 ? low : 1 - high;
  const half = 0.5 * spreadFactor(1 + (2 * room) / (high - low), spread, eta) * (high - low);
  const middle = 0.5 * (low + high);
  return settled(axis, side < 0.5 ? middle - half : middle + half);
}

/** How far the children lie apart, in distances of their parents, if at most `beta` is allowed. */
function spreadFactor(beta: number, u: number, eta: number): number {
  const alpha = 2 - pow(beta, -(eta + 1));
  const base = u * alpha <= 1 ? u * alpha : 1 / (2 - u * alpha);
  return pow(base, 1 / (eta + 1));
}

/** Another value near x: of categories any other, of steps at least the next. */
function mutated(axis: Axis, x: number, eta: number, u: number): number {
  if (axis.levels === 1) return x;
  if (axis.kind === "category") return otherCategory(axis, x, u);
  const room = u < 0.5 ? 1 - x : x;
  const folded = u < 0.5 ? 2 * u : 2 * (1 - u);
  const distance = 1 - pow(folded + (1 - folded) * pow(room, eta + 1), 1 / (eta + 1));
  const moved = settled(axis, u < 0.5 ? x - distance : x + distance);
  if (axis.kind === "continuous" || moved !== x) return moved;
  return nextLevel(axis, x, u < 0.5 ? -1 : 1) ?? nextLevel(axis, x, u < 0.5 ? 1 : -1) ?? x;
}

/** The first other value from x in a direction; on a log scale its distance is not known. */
function nextLevel(axis: Axis, x: number, way: number): number | null {
  for (let step = 1 / axis.levels; step < 2; step *= 2) {
    const moved = settled(axis, x + way * step);
    if (moved !== x) return moved;
  }
  return null;
}

function otherCategory(axis: Axis, x: number, u: number): number {
  const level = Math.min(Math.floor(x * axis.levels), axis.levels - 1);
  const other = Math.floor(u * (axis.levels - 1));
  return axis.encode(axis.value(other < level ? other : other + 1));
}

/** The legal value nearest to x. */
function settled(axis: Axis, x: number): number {
  const inside = Math.min(Math.max(x, 0), 1);
  return axis.kind === "continuous" ? inside : axis.encode(axis.decode(inside));
}

function equal(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, j) => value === b[j]);
}
