/** What a learner was told, as rounds take it. */
import type { Space, UnitCube } from "../space/index.js";
import { limitsOf } from "../study/constraints.js";
import type { CompleteTrialOf, Constraints, Objectives } from "../study/index.js";
import { joined } from "./matrix.js";
import type { RoundData } from "./round.js";

/** A surrogate that knows one point knows nothing of how an objective varies. */
export const LEAST_TOLD = 2;

/** The designs and results of complete trials, in their order; nothing is pending. */
export function dataOf<S extends Space, O extends Objectives, C extends Constraints>(
  trials: readonly CompleteTrialOf<S, O, C>[],
  { objectives, constraints }: { readonly objectives: O; readonly constraints: C },
  cube: UnitCube<S>,
): Required<RoundData> {
  const [d, directions] = [cube.dimension, Object.entries(objectives)];
  const limits = limitsOf(constraints);
  const told = trials.map(({ values }) => values as Readonly<Record<string, number>>);
  const matrix = (column: (values: Readonly<Record<string, number>>) => number[]) =>
    Float64Array.from(told.flatMap(column));
  return {
    d,
    k: directions.length,
    points: joined(trials.map(({ params }) => cube.encode(params))),
    values: matrix((values) =>
      directions.map(([name, way]) => (way === "maximize" ? -values[name]! : values[name]!)),
    ),
    limits,
    outcomes: matrix((values) => limits.map(({ name }) => values[name]!)),
    pending: new Float64Array(0),
  };
}
