/** Better designs from a fixed table of designs and scores: `steinbock/offline`. */
export { Dataset } from "./dataset.js";
export type { OfflineMethod, OfflineProgress, OfflineTask, Proposal } from "./method.js";
export {
  type BoQeiOptions,
  boQei,
  type CbasOptions,
  type CmaEsOptions,
  type ComsOptions,
  type ConservativeOptions,
  cbas,
  cmaEs,
  coms,
  conservative,
  ensembleMean,
  ensembleMin,
  type GeneticOptions,
  type GpAscentOptions,
  geneticAlgorithm,
  gpAscent,
  gradientAscent,
  type NetworkOptions,
  type OfflineMethodName,
  type ReinforceOptions,
  type RootBridgeOptions,
  type RootFunctionOptions,
  type RootOptions,
  type RootSamplingOptions,
  reinforce,
  root,
  type SurrogateOptions,
} from "./methods/index.js";
export { type OfflineOptions, optimizeOffline } from "./optimize-offline.js";
export { type Boss, boss, type Ignite, ignite, ignite2, type Regularizer } from "./regularizers.js";
export type { OfflineCandidate, OfflineResult } from "./result.js";
export type { OfflineMatrix, OfflineRecords } from "./table.js";
