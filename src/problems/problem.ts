import { type FloatParameter, float } from "../space/index.js";
import { checkPoint } from "./check.js";

/** A test function with its box and its known best point. */
export interface Problem {
  readonly name: string;
  /** [low, high] of every input. */
  readonly bounds: readonly (readonly [low: number, high: number])[];
  readonly direction: "minimize" | "maximize";
  /** The best value in the box, where the constraints hold if there are any. */
  readonly optimum: number;
  /** Points of the best value; all of them where they are few. */
  readonly minimizers: readonly (readonly number[])[];
  /** Value at a point of the box: d numbers, in the problem's own units. Throws `InputError`. */
  evaluate(x: ArrayLike<number>): number;
  /** Values that are all at most 0 where a point is feasible; left out where every point is. */
  readonly constraints?: (x: ArrayLike<number>) => number[];
  /** The box as the space of a study, with parameters x1, x2, … */
  space(): Record<string, FloatParameter>;
  /** Value at the params of such a study's trial. */
  objective(params: Readonly<Record<string, number>>): number;
}

type Definition = Omit<Problem, "space" | "objective" | "direction"> &
  Partial<Pick<Problem, "direction">>;

/** Fills in what follows from the definition; the direction is `"minimize"` where none is given. */
export function problem(definition: Definition): Problem {
  const { bounds, constraints } = definition;
  const names = bounds.map((_, i) => `x${i + 1}`);
  const onPoints =
    <T>(use: (x: ArrayLike<number>) => T) =>
    (x: ArrayLike<number>) => {
      checkPoint(x, bounds.length);
      return use(x);
    };
  const evaluate = onPoints(definition.evaluate);
  return Object.freeze({
    direction: "minimize" as const,
    ...definition,
    ...(constraints && { constraints: onPoints(constraints) }),
    evaluate,
    space: () => Object.fromEntries(bounds.map(([low, high], i) => [names[i]!, float(low, high)])),
    objective: (params: Readonly<Record<string, number>>) =>
      evaluate(names.map((name) => params[name]!)),
  });
}

/** The same interval for each of d inputs. */
export function box(d: number, low: number, high: number): (readonly [number, number])[] {
  return Array.from({ length: d }, () => [low, high] as const);
}

/** A point of d equal coordinates. */
export function diagonal(d: number, x: number): number[] {
  return new Array<number>(d).fill(x);
}
