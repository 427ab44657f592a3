/** What may be added to the loss of any surrogate so that its promises hold up. */
import { InputError } from "../errors.js";

/** IGNITE: the length of the gradient of the surrogate's mean in its own weights is constrained. */
export interface Ignite {
  readonly type: "ignite";
  /** λ at the start, and its rate per step; with a rate of 0 it stays. */
  readonly weight: number;
  readonly weightRate: number;
  /** ρ, the radius within which the surrogate's mean may change by at most ε. */
  readonly rho: number;
  readonly limit: number;
  /** Distance of the two gradients of `"paper"`. */
  readonly radius: number;
  /** `"exact"`: Hessian products and λ ≥ 0. `"paper"`: differences of gradients, λ free. */
  readonly mode: "exact" | "paper";
}

/** BOSS: perturbations of the surrogate's weights shall not change its mean by more than a share. */
export interface Boss {
  readonly type: "boss";
  readonly weight: number;
  /** α, the share of the mean that a perturbation may change. */
  readonly alpha: number;
  /** One perturbation for all weights, as published, or one for each, as defined. */
  readonly gamma: "scalar" | "vector";
  /** Perturbations drawn a step; `"vector"` needs none. */
  readonly draws: number;
  /** The normal law of perturbations: its start, its rate and its box. */
  readonly spread: number;
  readonly rate: number;
  readonly meanBound: number;
  readonly spreadBounds: readonly [low: number, high: number];
  /** The published slope of the spread. */
  readonly compat: boolean;
}

export type Regularizer = Ignite | Boss;

/** Source: Dao et al. 2024, "Incorporating surrogate gradient norm …", NeurIPS. */
export function ignite(changes: Partial<Omit<Ignite, "type">> = {}): Ignite {
  const settings: Ignite = {
    weight: 1e-3,
    weightRate: 1e-3,
    rho: 0.05,
    limit: 0.1,
    radius: 0.05,
    mode: "exact",
    ...changes,
    type: "ignite",
  };
  numbers("ignite", settings);
  return oneOf("ignite().mode", settings, settings.mode, ["exact", "paper"]);
}

/** IGNITE with a fixed weight: a plain penalty. */
export function ignite2(changes: Partial<Omit<Ignite, "type">> = {}): Ignite {
  return ignite({ weight: 0.01, weightRate: 0, rho: 0.2, radius: 0.2, ...changes });
}

/** Source: Dao et al. 2024, "Boosting offline optimizers with surrogate sensitivity", ICML. */
export function boss(changes: Partial<Omit<Boss, "type">> = {}): Boss {
  const settings: Boss = {
    weight: 1e-3,
    alpha: 0.1,
    gamma: "scalar",
    draws: 100,
    spread: 1e-3,
    rate: 1e-2,
    meanBound: 1e-3,
    spreadBounds: [1e-5, 1e-2],
    compat: false,
    ...changes,
    type: "boss",
  };
  numbers("boss", settings);
  if (!(Number.isInteger(settings.draws) && settings.draws >= 1 && settings.draws <= 1e6)) {
    throw new InputError("boss().draws", settings.draws, "give a whole number from 1 to 1e6");
  }
  return oneOf("boss().gamma", settings, settings.gamma, ["scalar", "vector"]);
}

function numbers(what: string, settings: object): void {
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === "number" && !(value >= 0 && value < Infinity)) {
      throw new InputError(`${what}().${name}`, value, "give a finite number, 0 or more");
    }
  }
}

function oneOf<T>(name: string, settings: T, value: string, allowed: readonly string[]): T {
  if (allowed.includes(value)) return Object.freeze(settings);
  throw new InputError(name, value, `use one of ${allowed.join(", ")}`);
}
