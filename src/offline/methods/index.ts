import { InputError } from "../../errors.js";
import type { OfflineMethod } from "../method.js";
import { boss, ignite, ignite2 } from "../regularizers.js";
import { automatic } from "./automatic.js";
import { boQei } from "./bo-qei.js";
import { cbas } from "./cbas/index.js";
import { cmaEs } from "./cma-es/index.js";
import { coms } from "./coms.js";
import { conservative } from "./conservative.js";
import { ensembleMean, ensembleMin } from "./ensembles.js";
import { geneticAlgorithm } from "./genetic/index.js";
import { gpAscent } from "./gp-ascent.js";
import { gradientAscent } from "./gradient-ascent.js";
import { reinforce } from "./reinforce/index.js";
import { root } from "./root/index.js";

export type { BoQeiOptions } from "./bo-qei.js";
export type { CbasOptions } from "./cbas/index.js";
export type { CmaEsOptions } from "./cma-es/index.js";
export type { ComsOptions } from "./coms.js";
export type { ConservativeOptions } from "./conservative.js";
export type { GeneticOptions } from "./genetic/index.js";
export type { GpAscentOptions } from "./gp-ascent.js";
export type { ReinforceOptions } from "./reinforce/index.js";
export type {
  RootBridgeOptions,
  RootFunctionOptions,
  RootOptions,
  RootSamplingOptions,
} from "./root/index.js";
export type { NetworkOptions, SurrogateOptions } from "./settings.js";
export {
  boQei,
  cbas,
  cmaEs,
  coms,
  conservative,
  ensembleMean,
  ensembleMin,
  geneticAlgorithm,
  gpAscent,
  gradientAscent,
  reinforce,
  root,
};

const named = {
  auto: automatic,
  "gradient-ascent": () => gradientAscent(),
  "ensemble-min": () => ensembleMin(),
  "ensemble-mean": () => ensembleMean(),
  "worst-case": () => conservative({ objective: "worst-case" }),
  "uncertainty-weighted": () => conservative(),
  coms: () => coms(),
  "bo-qei": () => boQei(),
  cbas: () => cbas(),
  "cma-es": () => cmaEs(),
  "genetic-algorithm": () => geneticAlgorithm(),
  reinforce: () => reinforce(),
  "gp-ascent": () => gpAscent(),
  ignite: () => ({ ...gradientAscent({ regularizer: ignite() }), name: "ignite" }),
  "ignite-2": () => ({ ...gradientAscent({ regularizer: ignite2() }), name: "ignite-2" }),
  root: () => root(),
  boss: () => ({ ...gradientAscent({ regularizer: boss() }), name: "boss" }),
} as const satisfies Record<string, () => OfflineMethod>;

/** Methods by name, with their default options; `"auto"` is the recommended one. */
export type OfflineMethodName = keyof typeof named;

/** Throws `InputError` for a name that there is not, or an object without `propose`. */
export function resolveMethod(method: OfflineMethodName | OfflineMethod = "auto"): OfflineMethod {
  if (typeof method === "object" && typeof method?.propose === "function") return method;
  if (typeof method === "string" && Object.hasOwn(named, method)) return named[method]();
  const remedy = `use one of ${Object.keys(named).join(", ")}, or an object with propose`;
  throw new InputError("method", method, remedy);
}
