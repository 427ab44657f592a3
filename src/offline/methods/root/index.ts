export { root } from "./root.js";
export type {
  RootBridgeOptions,
  RootFunctionOptions,
  RootOptions,
  RootSamplingOptions,
} from "./settings.js";
