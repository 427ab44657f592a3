import { InputError } from "../errors.js";
import { checkKeys } from "../options.js";
import { type ParetoSetMethod, presets } from "./presets.js";
import type { ParetoSetSettings } from "./settings.js";

const RULES = {
  scalarization: ["weighted", "ray", "smooth"],
  interaction: ["alone", "local", "global"],
  bandwidth: ["squared", "median"],
  normalization: ["none", "particle", "column"],
  spread: ["deviation", "variance"],
  surrogate: ["evidence", "map", "adam"],
} as const satisfies { [R in keyof ParetoSetSettings]?: readonly ParetoSetSettings[R][] };

/** The settings of a method with changes. Throws `InputError`. */
export function resolveSettings(
  method: ParetoSetMethod = "svh-psl",
  changes: Partial<ParetoSetSettings> = {},
): ParetoSetSettings {
  if (!Object.hasOwn(presets, method)) {
    throw new InputError("method", method, `use one of ${Object.keys(presets).join(", ")}`);
  }
  const preset: ParetoSetSettings = presets[method];
  checkKeys("settings", changes, Object.keys(preset));
  const settings = { ...preset, ...changes };
  checkRules(settings, preset);
  checkNumbers(settings);
  return settings;
}

function checkRules(settings: ParetoSetSettings, preset: ParetoSetSettings): void {
  for (const [name, rules] of Object.entries(RULES)) {
    const rule = settings[name as keyof typeof RULES];
    if (!rules.some((known) => known === rule)) {
      throw new InputError(name, rule, `use one of ${rules.join(", ")}`);
    }
  }
  for (const name of Object.keys(preset) as (keyof ParetoSetSettings)[]) {
    if (typeof preset[name] === "boolean" && typeof settings[name] !== "boolean") {
      throw new InputError(name, settings[name], "give true or false");
    }
  }
}

function checkNumbers(settings: ParetoSetSettings): void {
  for (const name of ["particles", "steps", "width", "candidates"] as const) {
    if (!(Number.isSafeInteger(settings[name]) && settings[name] >= 1)) {
      throw new InputError(name, settings[name], "give a whole number of at least 1");
    }
  }
  const shares = ["augmentation", "repulsion", "optimism", "margin", "reach", "penalty"] as const;
  for (const name of shares) {
    if (!(settings[name] >= 0 && settings[name] < Infinity)) {
      throw new InputError(name, settings[name], "give a finite number, 0 or more");
    }
  }
  for (const name of ["checkpointEvery", "refinement"] as const) {
    if (!(Number.isSafeInteger(settings[name]) && settings[name] >= 0)) {
      throw new InputError(name, settings[name], "give a whole number, 0 or more");
    }
  }
  if (!(settings.imitation >= 0 && settings.imitation <= 1)) {
    throw new InputError("imitation", settings.imitation, "give a share from 0 to 1");
  }
  if (!Number.isFinite(settings.modelOptimism)) {
    throw new InputError("modelOptimism", settings.modelOptimism, "give a finite number");
  }
  if (!(settings.learningRate > 0)) {
    throw new InputError("learningRate", settings.learningRate, "give a positive number");
  }
}
