export { type Axis, type LogMath, lastValue } from "./axis.js";
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
  type Scale,
} from "./parameter.js";
export {
  checkParams,
  checkSpace,
  type ParamsOf,
  type Space,
  spaceFromJSON,
  type ValueOf,
} from "./space.js";
export { UnitCube } from "./unit-cube.js";
