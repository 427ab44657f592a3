import { type Axis, axisOf, type LogMath } from "./axis.js";
import type { ParamsOf, Space } from "./space.js";

/**
 * The border between the user's units and the unit cube in which models live. A point has one
 * coordinate a parameter, in the order of the space; `axes` says what each coordinate means.
 */
export class UnitCube<S extends Space = Space> {
  /** Number of coordinates, d. */
  readonly dimension: number;
  readonly names: readonly (keyof S & string)[];
  readonly axes: readonly Axis[];
  /** How many different points there are; Infinity where a parameter is a continuum. */
  readonly cardinality: number;

  constructor(space: S, math: LogMath) {
    this.names = Object.keys(space);
    this.axes = this.names.map((name) => axisOf(space[name]!, math));
    this.dimension = this.names.length;
    this.cardinality = this.axes.reduce((product, axis) => product * axis.levels, 1);
  }

  /** Legal params to a point: d coordinates in [0, 1]. */
  encode(params: ParamsOf<S>): Float64Array {
    const point = new Float64Array(this.dimension);
    for (let i = 0; i < point.length; i++) point[i] = this.axes[i]!.encode(params[this.names[i]!]!);
    return point;
  }

  /** A point to params; any numbers give legal params. */
  decode(point: ArrayLike<number>): ParamsOf<S> {
    const entries = this.axes.map((axis, i) => [this.names[i]!, axis.decode(point[i]!)] as const);
    return Object.freeze(Object.fromEntries(entries)) as ParamsOf<S>;
  }

  /**
   * Moves a point, in place, to where its params lie: a model must see the whole number, step or
   * option that will be evaluated. Continuous coordinates change by rounding only.
   */
  snap(point: Float64Array): Float64Array {
    this.axes.forEach((axis, i) => {
      point[i] = axis.encode(axis.decode(point[i]!));
    });
    return point;
  }

  /** The point with these 0-based levels, one a coordinate; only where all levels are finite. */
  pointAt(levels: ArrayLike<number>): Float64Array {
    return Float64Array.from(this.axes, (axis, i) => axis.encode(axis.value(levels[i]!)));
  }
}
