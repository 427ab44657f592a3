/** A model in the core at given hyperparameters, and numbers to compare with. */
import { core, read, type Scratch, withScratch } from "../../src/core/index.js";
import type { Kernel } from "../../src/gp/kernels/index.js";
import { Model } from "../../src/gp/model.js";

export interface ModelOptions {
  kernel: Kernel;
  X: readonly (readonly number[])[];
  /** One row an output. */
  y: readonly (readonly number[])[];
  noise: number;
  pointNoise?: readonly number[];
  mean?: number;
  capacity?: number;
}

/** Logarithms of the kernel's starting values, then ln σ². */
export function parametersOf(model: Model, noise: number): Float64Array {
  const logs = model.program.parameters.map(({ initial }) => Math.log(initial));
  return Float64Array.of(...logs, Math.log(noise));
}

/** A model with its data but without its factor. */
export function emptyModel({ kernel, X, y, pointNoise, mean = 0, capacity }: ModelOptions): Model {
  const model = new Model(kernel, capacity ?? X.length, X[0]!.length, y.length);
  const noise = pointNoise === undefined ? null : Float64Array.from(pointNoise);
  model.setData({
    n: X.length,
    x: Float64Array.from(X.flat()),
    y: Float64Array.from(y.flat()),
    noise,
  });
  model.setMeans(y.map(() => mean));
  return model;
}

/** A model that is ready to predict. */
export function factorizedModel(options: ModelOptions): Model {
  const model = emptyModel(options);
  model.factorize(parametersOf(model, options.noise), false);
  return model;
}

/** Runs `use` with scratch and the address of `count` doubles, and returns a copy of these. */
export function output(
  count: number,
  use: (scratch: Scratch, out: number) => number,
): Float64Array {
  return withScratch((scratch) => {
    const out = scratch.allocate(count);
    const status = use(scratch, out);
    if (status !== 0) throw new Error(`the core returned ${status}`);
    return read(out, count);
  });
}

/** Blocks that are alive, for leak checks; the first chunk of scratch, kept for good, is among them. */
export function liveBlocks(): number {
  withScratch((scratch) => scratch.allocate(1));
  return core().heap_live_blocks();
}

/** Points and values without a pattern, the same every time. */
export function points(n: number, d: number, seed = 1): number[][] {
  let state = seed;
  const next = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  return Array.from({ length: n }, () => Array.from({ length: d }, next));
}

/** A smooth function of a point. */
export function smooth(x: readonly number[]): number {
  return x.reduce((sum, value, j) => sum + Math.sin(3 * value + j) + 0.5 * value * value, 0);
}

/** The largest |a − b| relative to max(1, |b|). */
export function worstError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < a.length; i++) {
    const error = Math.abs(a[i]! - b[i]!) / Math.max(1, Math.abs(b[i]!));
    if (!(error <= worst)) worst = Number.isNaN(error) ? Infinity : error;
  }
  return worst;
}

/** Central differences of f at x. */
export function differences(
  f: (x: Float64Array) => number,
  x: ArrayLike<number>,
  step = 1e-5,
): Float64Array {
  return Float64Array.from({ length: x.length }, (_, i) => {
    const up = Float64Array.from(x);
    const down = Float64Array.from(x);
    up[i]! += step;
    down[i]! -= step;
    return (f(up) - f(down)) / (up[i]! - down[i]!);
  });
}
