/**
 * Random Fourier features: frequencies whose cosines and sines, randomly weighted, make draws of a
 * Gaussian process prior. A stationary kernel is the average of cos(ω·(x − x')) over its spectrum;
 * a sum of kernels is a union of features, and a product adds one frequency of each factor.
 *
 * Source: Rahimi and Recht 2007; with sine and cosine of each frequency, which varies less than a
 * random phase: Sutherland and Schneider 2015, arXiv:1506.02785.
 */
import { UnsupportedError } from "../errors.js";
import type { RandomStream } from "../random/index.js";
import type { Kernel } from "./kernels/index.js";

export interface SpectralFeatures {
  /** features × d frequencies. */
  readonly omega: Float64Array;
  /**
   * Standard deviation of the weights of each feature's cosine and sine: the prior's covariance is
   * about Σ_j amplitude_j² cos(ω_j·(x − x')).
   */
  readonly amplitudes: Float64Array;
}

/** A stationary part of a kernel: its variance, and draws of `count` frequencies from its spectrum. */
interface Component {
  readonly variance: number;
  frequencies(count: number, random: RandomStream): Float64Array;
}

/** Values of the kernel's hyperparameters by their names, as in `KernelProgram.parameters`. */
export type HyperparameterValues = ReadonlyMap<string, number>;

/**
 * `count` features of a kernel over d inputs, or a few more where it has several parts.
 * Throws `UnsupportedError` for kernels without a spectrum to draw from.
 */
export function spectralFeatures(
  kernel: Kernel,
  values: HyperparameterValues,
  d: number,
  count: number,
  random: RandomStream,
): SpectralFeatures {
  const components = componentsOf(kernel, "", values, d);
  const each = Math.ceil(count / components.length);
  const omega = new Float64Array(each * components.length * d);
  const amplitudes = new Float64Array(each * components.length);
  components.forEach(({ variance, frequencies }, part) => {
    omega.set(frequencies(each, random), part * each * d);
    amplitudes.fill(Math.sqrt(variance / each), part * each, (part + 1) * each);
  });
  return { omega, amplitudes };
}

function componentsOf(
  kernel: Kernel,
  path: string,
  values: HyperparameterValues,
  d: number,
): Component[] {
  const name = (field: string) => (path === "" ? field : `${path}.${field}`);
  switch (kernel.type) {
    case "scale": {
      const outputscale = values.get(name("outputscale"))!;
      return componentsOf(kernel.kernel, name("kernel"), values, d).map((part) => ({
        ...part,
        variance: part.variance * outputscale,
      }));
    }
    case "sum":
      return kernel.kernels.flatMap((part, i) =>
        componentsOf(part, name(`kernels[${i}]`), values, d),
      );
    case "product":
      return kernel.kernels
        .map((part, i) => componentsOf(part, name(`kernels[${i}]`), values, d))
        .reduce((left, right) => left.flatMap((a) => right.map((b) => multiplied(a, b))));
    case "rbf":
    case "matern12":
    case "matern32":
    case "matern52":
    case "rationalQuadratic": {
      const dims = kernel.activeDims ?? Array.from({ length: d }, (_, i) => i);
      const lengthscales = dims.map(
        (_, i) => values.get(name(`lengthscale[${i}]`)) ?? values.get(name("lengthscale"))!,
      );
      const mixing = mixingOf(kernel.type, values.get(name("alpha")) ?? 1);
      return [{ variance: 1, frequencies: drawer(dims, lengthscales, d, mixing) }];
    }
    default:
      throw new UnsupportedError(
        `a path cannot be drawn with a ${kernel.type} kernel: use sample(), which draws at given points with any kernel`,
      );
  }
}

/** The product of two kernels has the sum of their frequencies. */
function multiplied(a: Component, b: Component): Component {
  return {
    variance: a.variance * b.variance,
    frequencies(count, random) {
      const left = a.frequencies(count, random);
      const right = b.frequencies(count, random);
      return left.map((value, i) => value + right[i]!);
    },
  };
}

/** Draws of the factor that multiplies a feature's normal vector. */
type Mixing = (count: number, random: RandomStream) => Float64Array;

/** One factor a feature, shared by its inputs: √g or 1/√g with g Gamma-distributed. */
function mixingOf(type: Kernel["type"], alpha: number): Mixing {
  if (type === "rationalQuadratic") {
    return (count, random) => random.gamma(count, alpha).map((gamma) => Math.sqrt(gamma / alpha));
  }
  if (type === "rbf") return (count) => new Float64Array(count).fill(1);
  const nu = { matern12: 0.5, matern32: 1.5, matern52: 2.5 }[type as "matern12"];
  return (count, random) => random.gamma(count, nu).map((gamma) => Math.sqrt(nu / gamma));
}

function drawer(
  dims: readonly number[],
  lengthscales: readonly number[],
  d: number,
  mixing: Mixing,
): Component["frequencies"] {
  return (count, random) => {
    const factors = mixing(count, random);
    const normals = random.normal(count * dims.length);
    const omega = new Float64Array(count * d);
    for (let j = 0; j < count; j++) {
      dims.forEach((dim, i) => {
        const z = normals[j * dims.length + i]!;
        omega[j * d + dim] = (z * factors[j]!) / lengthscales[i]!;
      });
    }
    return omega;
  };
}
