/**
 * What the program needs to know of each covariance function: its operation in the core and its
 * hyperparameters. A new one is a row here, a type in kernel.ts and a constructor in leaves.ts.
 */
import { dimensionScaledPrior, type Prior } from "../priors.js";

/** One kind of hyperparameter of a node. */
export interface Group {
  /** The field of the kernel with the value, and those with its prior and its box. */
  readonly field: string;
  readonly prior: string;
  readonly bounds: string;
  /** One for each active input unless `ard` is false; otherwise a single one. */
  readonly perInput: boolean;
  /** Where it starts when there is no prior with a positive mode. */
  readonly initial: number;
  readonly lower: number;
  readonly upper: number;
  /** The default prior among `count` active inputs. */
  defaultPrior(count: number): Prior | null;
}

export interface CatalogueEntry {
  /** The operation's number, as in assembly/covariance/program.ts. */
  readonly operation: number;
  readonly groups: readonly Group[];
  /** Fields that are not hyperparameters. */
  readonly fields: readonly string[];
}

function group(field: string, perInput: boolean, own = "", changes: Partial<Group> = {}): Group {
  return {
    field,
    prior: own ? `${own}Prior` : "prior",
    bounds: own ? `${own}Bounds` : "bounds",
    perInput,
    initial: 1,
    lower: 1e-3,
    upper: 1e3,
    defaultPrior: () => null,
    ...changes,
  };
}

const lengthscale = group("lengthscale", true, "", {
  lower: 0.025,
  defaultPrior: dimensionScaledPrior,
});

const stationary = ["activeDims", "ard"];

export const catalogue: Readonly<Record<string, CatalogueEntry>> = {
  rbf: { operation: 3, groups: [lengthscale], fields: stationary },
  matern12: { operation: 4, groups: [lengthscale], fields: stationary },
  matern32: { operation: 5, groups: [lengthscale], fields: stationary },
  matern52: { operation: 6, groups: [lengthscale], fields: stationary },
  rationalQuadratic: {
    operation: 7,
    groups: [lengthscale, group("alpha", false, "alpha")],
    fields: stationary,
  },
  cosine: { operation: 8, groups: [group("period", false)], fields: ["activeDims"] },
  periodic: {
    operation: 9,
    groups: [lengthscale, group("period", true, "period")],
    fields: stationary,
  },
  // Categories have no distances for a scaled prior to grow with: BoTorch starts at softplus(0).
  hamming: {
    operation: 10,
    groups: [group("lengthscale", true, "", { initial: Math.LN2 })],
    fields: stationary,
  },
  linear: { operation: 11, groups: [group("variance", true)], fields: stationary },
  polynomial: {
    operation: 12,
    groups: [group("offset", false)],
    fields: ["activeDims", "power"],
  },
  scale: { operation: 2, groups: [group("outputscale", false)], fields: ["kernel"] },
  sum: { operation: 0, groups: [], fields: ["kernels"] },
  product: { operation: 1, groups: [], fields: ["kernels"] },
};
