/** Parameters as Optuna's distributions, and back. */
import { FormatError } from "../../errors.js";
import {
  type ChoiceValue,
  choice,
  float,
  int,
  lastValue,
  type Parameter,
} from "../../space/index.js";
import { fieldsOf, numberIn, textIn } from "./fields.js";
import { decodeLine, encodeLine, Float } from "./json.js";

export type Distribution =
  | { readonly kind: "categorical"; readonly choices: readonly unknown[] }
  | {
      readonly kind: "float" | "int";
      readonly low: number;
      readonly high: number;
      readonly log: boolean;
      readonly step: number | null;
    };

/** The JSON text that a journal holds of a parameter's distribution. */
export function distributionText(parameter: Parameter): string {
  if (parameter.type === "boolean") return categorical([false, true]);
  if (parameter.type === "choice") return categorical(parameter.options);
  const log = parameter.scale === "log";
  // Optuna has no steps on a log scale; values are legal there, and ours keeps the space apart.
  const step = log ? (parameter.type === "int" ? 1 : null) : parameter.step;
  const high = lastValue(parameter);
  if (parameter.type === "int") {
    return encodeLine({
      name: "IntDistribution",
      attributes: { log, step, low: parameter.low, high },
    });
  }
  const attributes = {
    step: step === null ? null : new Float(step),
    low: new Float(parameter.low),
    high: new Float(high),
    log,
  };
  return encodeLine({ name: "FloatDistribution", attributes });
}

function categorical(choices: readonly ChoiceValue[]): string {
  return encodeLine({ name: "CategoricalDistribution", attributes: { choices } });
}

/** A value as a journal holds it: options by their index. */
export function internalValue(parameter: Parameter, value: ChoiceValue): number | Float {
  if (parameter.type === "boolean") return Number(value);
  if (parameter.type === "choice") return parameter.options.indexOf(value);
  return parameter.type === "int" ? (value as number) : new Float(value as number);
}

/** Reads a distribution's text, also under the names that Optuna had before 3.0. */
export function readDistribution(text: unknown): Distribution {
  const json = fieldsOf("distribution", typeof text === "string" ? decodeLine(text) : text);
  const name = textIn(json, "name");
  const a = fieldsOf("attributes", json.attributes);
  if (name === "CategoricalDistribution") {
    if (!Array.isArray(a.choices)) throw new FormatError("choices", a.choices, "an array");
    return { kind: "categorical", choices: a.choices };
  }
  const names =
    /^(Float|Int|Uniform|LogUniform|DiscreteUniform|IntUniform|IntLogUniform)Distribution$/;
  if (!names.test(name)) throw new FormatError("distribution", name, "Float, Int, Categorical");
  const kind = name.startsWith("Int") ? "int" : "float";
  const log = a.log === true || name.includes("LogUniform");
  const step = a.step ?? a.q ?? (kind === "int" ? 1 : null);
  return {
    kind,
    low: numberIn(a, "low"),
    high: numberIn(a, "high"),
    log,
    step: step === null ? null : numberIn({ step }, "step"),
  };
}

/** The user's value of what a journal holds. */
export function externalValue(distribution: Distribution, internal: number): unknown {
  return distribution.kind === "categorical" ? distribution.choices[internal] : internal;
}

/** The parameter that covers all these distributions of one name. */
export function parameterOf(name: string, distributions: readonly Distribution[]): Parameter {
  const widest = distributions.reduce((a, b) => wider(name, a, b));
  if (widest.kind === "categorical") return choice(widest.choices as ChoiceValue[]);
  const { kind, low, high, log, step } = widest;
  const scale = log ? "log" : "linear";
  if (kind === "int") return int(low, high, { scale, step: log ? 1 : (step ?? 1) });
  if (low === high) return choice([low]);
  return float(low, high, step === null ? { scale } : { scale, step });
}

function wider(name: string, a: Distribution, b: Distribution): Distribution {
  if (JSON.stringify(a) === JSON.stringify(b)) return a;
  if (a.kind === "categorical" || b.kind === "categorical" || a.kind !== b.kind) {
    throw new FormatError(`parameter ${name}`, "different distributions", "one for all trials");
  }
  const { kind, log, step } = a;
  return { kind, low: Math.min(a.low, b.low), high: Math.max(a.high, b.high), log, step };
}
