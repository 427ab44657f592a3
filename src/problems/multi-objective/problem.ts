import { type FloatParameter, float } from "../../space/index.js";
import { checkPoint } from "../check.js";

/** A test problem with several objectives, all minimized, and what is known of its Pareto front. */
export interface MultiObjectiveProblem {
  readonly name: string;
  /** [low, high] of every input. */
  readonly bounds: readonly (readonly [low: number, high: number])[];
  /** Number of objectives. */
  readonly objectives: number;
  /** Best value of each objective on the Pareto front. */
  readonly ideal: readonly number[];
  /** Worst value of each objective on the Pareto front, or the usual bound where it is unknown. */
  readonly nadir: readonly number[];
  /** What counts as 1 in each objective when hypervolumes are compared. */
  readonly scale: readonly number[];
  /** Reference point of comparisons, in the problem's own units. */
  readonly reference: readonly number[];
  /** Hypervolume of the front below the reference in units of `scale`; `null` where unknown. */
  readonly hypervolume: number | null;
  /** Whether `hypervolume` is that of the true front, or only the largest that is known. */
  readonly exact: boolean;
  /** Objectives at a point of the box: d numbers, in the problem's own units. Throws `InputError`. */
  evaluate(x: ArrayLike<number>): number[];
  /** Values that are all at most 0 where a point is feasible; left out where every point is. */
  readonly constraints?: (x: ArrayLike<number>) => number[];
  /** At least n points of the box whose objectives spread over the front, where a form is known. */
  readonly paretoSet?: (n: number) => number[][];
  /** The box as the space of a study, with parameters x1, x2, … */
  space(): Record<string, FloatParameter>;
  /** The objectives f1, f2, … of such a study. */
  directions(): Record<string, "minimize">;
  /** Its constraints g1, g2, …; none where every point is feasible. */
  limits(): Record<string, { readonly upper: number }>;
  /** Objectives and constrained values at the params of such a study's trial. */
  objective(params: Readonly<Record<string, number>>): Record<string, number>;
}

type Derived =
  | "objectives"
  | "scale"
  | "reference"
  | "space"
  | "directions"
  | "limits"
  | "objective";
type Definition = Omit<MultiObjectiveProblem, Derived> &
  Partial<Pick<MultiObjectiveProblem, "scale" | "reference">>;

/**
 * Fills in what follows from the definition. Without a scale it is the range from ideal to nadir;
 * without a reference it lies a tenth of that range beyond the nadir.
 */
export function multiObjectiveProblem(definition: Definition): MultiObjectiveProblem {
  const { bounds, ideal, nadir, constraints = () => [] } = definition;
  const evaluate = (x: ArrayLike<number>) => {
    checkPoint(x, bounds.length);
    return definition.evaluate(x);
  };
  const inputs = bounds.map((_, i) => `x${i + 1}`);
  const outputs = ideal.map((_, o) => `f${o + 1}`);
  const limited = constraints(bounds.map(([low]) => low)).map((_, c) => `g${c + 1}`);
  return Object.freeze({
    scale: ideal.map((best, o) => nadir[o]! - best),
    reference: ideal.map((best, o) => best + 1.1 * (nadir[o]! - best)),
    ...definition,
    evaluate,
    objectives: ideal.length,
    space: () => Object.fromEntries(bounds.map(([low, high], i) => [inputs[i]!, float(low, high)])),
    directions: () => Object.fromEntries(outputs.map((name) => [name, "minimize" as const])),
    limits: () => Object.fromEntries(limited.map((name) => [name, { upper: 0 }])),
    objective(params: Readonly<Record<string, number>>) {
      const x = inputs.map((name) => params[name]!);
      const values = [...evaluate(x), ...constraints(x)];
      return Object.fromEntries([...outputs, ...limited].map((name, o) => [name, values[o]!]));
    },
  });
}

/** n evenly spaced numbers from low to high, both included. */
export function evenly(n: number, low = 0, high = 1): number[] {
  if (n < 2) return [(low + high) / 2];
  return Array.from({ length: n }, (_, i) => low + ((high - low) * i) / (n - 1));
}

/** At least n points of a grid over `dimensions` coordinates, each evenly spaced in [0, 1]. */
export function grid(n: number, dimensions: number): number[][] {
  const enough = (side: number) => {
    let count = 1;
    for (let i = 0; i < dimensions; i++) count *= side;
    return count >= n;
  };
  let side = 1;
  while (!enough(side)) side++;
  let points: number[][] = [[]];
  for (let i = 0; i < dimensions; i++) {
    points = points.flatMap((point) => evenly(side).map((value) => [...point, value]));
  }
  return points;
}

/** Sum of what constraints g ≥ 0 lack: the last objective of many engineering problems. */
export function violation(constraints: readonly number[]): number {
  return constraints.reduce((sum, g) => sum + Math.max(-g, 0), 0);
}

/** The nearest whole number; halves go to the even one. */
export function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}
