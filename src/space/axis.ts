/**
 * One parameter on the unit interval.
 *
 * Every value of a parameter that has finitely many owns an equal share of the interval (equal in
 * the logarithm on a log scale): whole numbers are relaxed to [low - 1/2, high + 1/2] and rounded,
 * so that the end values keep their share, and the options of a choice lie side by side. A value's
 * code is the middle of its cell.
 */

import type { ChoiceValue, FloatParameter, IntParameter, Parameter } from "./parameter.js";

/** Logarithm and exponential. The caller brings them, because hosts differ in their last bits. */
export interface LogMath {
  log(x: number): number;
  exp(x: number): number;
}

export interface Axis {
  /** `category`: the codes have no order, and only their equality means something. */
  readonly kind: "continuous" | "ordinal" | "category";
  /** How many values there are; Infinity for a continuum. */
  readonly levels: number;
  /** A legal value to the unit interval. */
  encode(value: ChoiceValue): number;
  /** Any number to the legal value whose cell holds it; below 0 and above 1 are the ends. */
  decode(unit: number): ChoiceValue;
  /** The legal value of a 0-based level. Only where `levels` is finite. */
  value(level: number): ChoiceValue;
}

/** A one-to-one map to the scale on which cells have equal widths, and its inverse. */
interface Warp {
  forward(x: number): number;
  inverse(x: number): number;
}

const IDENTITY: Warp = { forward: (x) => x, inverse: (x) => x };

export function axisOf(parameter: Parameter, math: LogMath): Axis {
  if (parameter.type === "choice") return categoryAxis(parameter.options);
  if (parameter.type === "boolean") return categoryAxis([false, true]);
  const warp: Warp =
    parameter.scale === "log"
      ? { forward: (x) => math.log(x), inverse: (x) => math.exp(x) }
      : IDENTITY;
  return parameter.step === null
    ? continuousAxis(parameter.low, parameter.high, warp)
    : gridAxis(parameter, parameter.step, warp);
}

function continuousAxis(low: number, high: number, warp: Warp): Axis {
  const start = warp.forward(low);
  const width = warp.forward(high) - start;
  return {
    kind: "continuous",
    levels: Number.POSITIVE_INFINITY,
    encode: (value) => clamp((warp.forward(value as number) - start) / width, 0, 1),
    decode(unit) {
      if (!(unit > 0)) return low;
      if (unit >= 1) return high;
      return clamp(warp.inverse(start + unit * width), low, high);
    },
    value() {
      throw new RangeError("a continuous axis has no levels");
    },
  };
}

function gridAxis(parameter: IntParameter | FloatParameter, step: number, warp: Warp): Axis {
  const { low } = parameter;
  const levels = levelCount(parameter, step);
  const start = warp.forward(low - step / 2);
  const width = warp.forward(low + (levels - 0.5) * step) - start;
  const value = (level: number) => gridValue(parameter, step, level);
  return {
    kind: "ordinal",
    levels,
    encode: (legal) => clamp((warp.forward(legal as number) - start) / width, 0, 1),
    decode(unit) {
      const raw = warp.inverse(start + clamp(unit, 0, 1) * width);
      return value(clamp(Math.round((raw - low) / step), 0, levels - 1));
    },
    value,
  };
}

function categoryAxis(options: readonly ChoiceValue[]): Axis {
  const levels = options.length;
  return {
    kind: "category",
    levels,
    encode: (value) => (options.indexOf(value) + 0.5) / levels,
    decode: (unit) => options[clamp(Math.floor(unit * levels), 0, levels - 1)]!,
    value: (level) => options[level]!,
  };
}

/** How many values a stepped parameter has; the last one may lie below `high`. */
export function levelCount(parameter: IntParameter | FloatParameter, step: number): number {
  return Math.floor((parameter.high - parameter.low) / step + 1e-9) + 1;
}

/** Value of a 0-based level; decimal steps give the decimal that is meant: 3 × 0.1 is 0.3. */
export function gridValue(
  parameter: IntParameter | FloatParameter,
  step: number,
  level: number,
): number {
  const value = parameter.low + level * step;
  if (parameter.type === "int" || level === 0) return value;
  return Math.min(Number(value.toPrecision(15)), parameter.high);
}

/** The largest legal value of a number, which may lie below `high`. */
export function lastValue(parameter: IntParameter | FloatParameter): number {
  const { high, step } = parameter;
  return step === null ? high : gridValue(parameter, step, levelCount(parameter, step) - 1);
}

/** NaN becomes `low`. */
function clamp(x: number, low: number, high: number): number {
  return x > low ? Math.min(x, high) : low;
}
