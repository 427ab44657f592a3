/** The main entry: ask/tell studies over typed search spaces. */

export {
  DisposedError,
  FormatError,
  InputError,
  NotPositiveDefiniteError,
  OptimizationError,
  OutOfMemoryError,
  StateError,
  UnsupportedError,
  WorkerError,
} from "./errors.js";
export {
  type BooleanParameter,
  boolean,
  type ChoiceParameter,
  type ChoiceValue,
  choice,
  type FloatParameter,
  float,
  type IntParameter,
  int,
  type NumberOptions,
  type Parameter,
  type ParamsOf,
  type Scale,
  type Space,
  type ValueOf,
} from "./space/index.js";
export * from "./study/index.js";
export { version } from "./version.js";
