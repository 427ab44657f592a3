/** Kernels of every kind, for suites that run over all of them. */
import {
  cosine,
  hamming,
  type Kernel,
  linear,
  matern12,
  matern32,
  matern52,
  mixed,
  periodic,
  polynomial,
  product,
  rationalQuadratic,
  rbf,
  scale,
  sum,
} from "../../src/gp/kernels/index.js";

export interface Example {
  readonly name: string;
  readonly kernel: Kernel;
  /** Inputs that the kernel is made for. */
  readonly d: number;
  /** Inputs that hold categories 0, 1, 2, in which nothing is differentiable. */
  readonly categorical?: readonly number[];
  /** False for a kernel whose gradient jumps where points coincide. */
  readonly smooth?: boolean;
}

const lengthscale = [0.35, 0.8, 1.7];

export const leaves: readonly Example[] = [
  { name: "rbf", kernel: rbf({ lengthscale }), d: 3 },
  { name: "matern12", kernel: matern12({ lengthscale }), d: 3, smooth: false },
  { name: "matern32", kernel: matern32({ lengthscale }), d: 3 },
  { name: "matern52", kernel: matern52({ lengthscale }), d: 3 },
  { name: "rationalQuadratic", kernel: rationalQuadratic({ lengthscale, alpha: 1.3 }), d: 3 },
  { name: "periodic", kernel: periodic({ lengthscale, period: [0.9, 1.3, 0.6] }), d: 3 },
  { name: "linear", kernel: linear({ variance: [0.4, 1.1, 2] }), d: 3 },
  { name: "polynomial", kernel: polynomial({ power: 3, offset: 0.7 }), d: 3 },
  { name: "cosine", kernel: cosine({ period: 1.1 }), d: 1 },
  { name: "hamming", kernel: hamming({ lengthscale }), d: 3, categorical: [0, 1, 2] },
];

export const shared: readonly Example[] = [
  { name: "rbf", kernel: rbf({ lengthscale: 0.6, ard: false }), d: 3 },
  { name: "matern52", kernel: matern52({ lengthscale: 0.6, ard: false }), d: 7 },
  { name: "periodic", kernel: periodic({ ard: false, period: 0.9 }), d: 3 },
  { name: "linear", kernel: linear({ ard: false }), d: 2 },
  { name: "hamming", kernel: hamming({ ard: false }), d: 2, categorical: [0, 1] },
];

export const some: readonly Example[] = [
  { name: "rbf", kernel: rbf({ activeDims: [3, 0], lengthscale: [0.3, 0.6] }), d: 4 },
  { name: "matern32", kernel: matern32({ activeDims: [1], ard: false }), d: 2 },
  { name: "polynomial", kernel: polynomial({ activeDims: [2, 1], power: 2 }), d: 3 },
];

const matern: Kernel = matern32({ lengthscale: [0.5, 0.9], activeDims: [2, 1] });
export const compositions: readonly Example[] = [
  { name: "scale", kernel: scale(matern52({ lengthscale }), { outputscale: 2.3 }), d: 3 },
  { name: "sum", kernel: sum(scale(rbf(), { outputscale: 0.7 }), matern, linear()), d: 3 },
  { name: "product", kernel: product(periodic(), matern, scale(rbf())), d: 3 },
  {
    name: "a deep one",
    kernel: product(
      sum(linear(), matern),
      scale(sum(rbf(), product(matern, polynomial({ power: 2 })))),
    ),
    d: 3,
  },
  {
    name: "mixed",
    kernel: mixed({ continuous: [0, 2], categorical: [1] }),
    d: 3,
    categorical: [1],
  },
];
