/** The covariance exports as functions from arrays to arrays, for the release core, the debug core and the twins. */
import { core } from "../../src/core/index.js";
import { checkKernel } from "../../src/gp/kernels/check.js";
import { compile, type Hyperparameter } from "../../src/gp/kernels/compile.js";
import type { Kernel } from "../../src/gp/kernels/index.js";
import { type Buffer, type DebugCore, debugCore, withBuffers } from "./debug-core.js";

export type Variant = "release" | "debug" | "twin";

export interface Pullback {
  readonly theta: Float64Array;
  readonly x: Float64Array;
}

/** A kernel at given hyperparameters; points are rows of one flat array. */
export class Covariance {
  readonly parameters: readonly Hyperparameter[];
  readonly kernel: Kernel;
  d: number;
  readonly variant: Variant;
  theta: Float64Array;
  readonly #image: Float64Array;

  constructor(kernel: Kernel, d: number, variant: Variant = "release") {
    const { parameters, image } = compile(checkKernel(kernel), d);
    this.kernel = kernel;
    this.d = d;
    this.variant = variant;
    this.parameters = parameters;
    this.theta = Float64Array.from(parameters, ({ initial }) => Math.log(initial));
    this.#image = image;
  }

  gram(x: Float64Array, ldk = x.length / this.d): Float64Array {
    const n = x.length / this.d;
    return this.#run((make, kernel, run) => {
      const k = make(new Float64Array(n * ldk).fill(-7));
      run("gram", kernel, make(x).pointer, n, this.d, k.pointer, ldk);
      return k.values;
    });
  }

  cross(x: Float64Array, z: Float64Array, ldk = z.length / this.d): Float64Array {
    const [m, n] = [x.length / this.d, z.length / this.d];
    return this.#run((make, kernel, run) => {
      const k = make(new Float64Array(m * ldk).fill(-7));
      run("cross", kernel, make(x).pointer, m, make(z).pointer, n, this.d, k.pointer, ldk);
      return k.values;
    });
  }

  diagonal(x: Float64Array): Float64Array {
    const n = x.length / this.d;
    return this.#run((make, kernel, run) => {
      const out = make(new Float64Array(n));
      run("diagonal", kernel, make(x).pointer, n, this.d, out.pointer);
      return out.values;
    });
  }

  /** Gradients start at `start`, since the exports add to what is there. */
  gramPullback(x: Float64Array, g: Float64Array, start = 0): Float64Array {
    const n = x.length / this.d;
    return this.#run((make, kernel, run) => {
      const theta = make(this.theta.map(() => start));
      run("gram_pullback", kernel, make(x).pointer, n, this.d, make(g).pointer, n, theta.pointer);
      return theta.values;
    });
  }

  crossPullback(
    x: Float64Array,
    z: Float64Array,
    w: Float64Array,
    { start = 0, skip = "" } = {},
  ): Pullback {
    const [m, n] = [x.length / this.d, z.length / this.d];
    return this.#run((make, kernel, run) => {
      const theta = make(this.theta.map(() => start));
      const gradX = make(x.map(() => start));
      const [pt, px] = [skip === "theta" ? 0 : theta.pointer, skip === "x" ? 0 : gradX.pointer];
      const [points, others] = [make(x).pointer, make(z).pointer];
      run("cross_pullback", kernel, points, m, others, n, this.d, make(w).pointer, n, pt, px);
      return { theta: theta.values, x: gradX.values };
    });
  }

  diagonalPullback(x: Float64Array, w: Float64Array, start = 0): Pullback {
    return this.#run((make, kernel, run) => {
      const theta = make(this.theta.map(() => start));
      const gradX = make(x.map(() => start));
      const weights = make(w).pointer;
      const m = x.length / this.d;
      const [pt, px] = [theta.pointer, gradX.pointer];
      run("diagonal_pullback", kernel, make(x).pointer, m, this.d, weights, pt, px);
      return { theta: theta.values, x: gradX.values };
    });
  }

  #run<T>(
    use: (
      make: (values: ArrayLike<number>) => Buffer,
      kernel: number,
      run: (name: string, ...args: number[]) => void,
    ) => T,
  ): T {
    const target = this.variant === "release" ? (core() as unknown as DebugCore) : debugCore();
    const prefix = this.variant === "twin" ? "reference_covariance_" : "covariance_";
    return withBuffers((make) => {
      const kernel = make(this.#image).pointer;
      if (target.covariance_bind(kernel, make(this.theta).pointer) !== 0) throw new Error("bind");
      return use(make, kernel, (name, ...args) => {
        const call = target[`${prefix}${name}` as "dot"] as (...args: number[]) => number;
        const status = call(...args);
        if (status !== 0) throw new Error(`${name} returned ${status}`);
      });
    }, target);
  }
}

/** Deterministic points in the unit cube, or any interval: a multiplicative generator. */
export function points(count: number, seed = 1, lower = 0, upper = 1): Float64Array {
  let state = (seed * 7919 + 12345) % 2147483647;
  return Float64Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return lower + ((upper - lower) * state) / 2147483647;
  });
}
