/** What happens to a study, as operations of the journal. */
import type { Parameter, Space } from "../../space/index.js";
import { type Constraints, limitsOf } from "../../study/constraints.js";
import type { Trial } from "../../study/trial.js";
import { excesses } from "./constraints.js";
import { distributionText, internalValue } from "./distribution.js";
import { Float } from "./json.js";
import { ATTRIBUTE, DIRECTION, OPERATION, STATE, timestamp } from "./operations.js";

type Params = Readonly<Record<string, never>>;

/** What is measured. */
interface Outcomes {
  readonly objectives: object;
  readonly constraints: Constraints;
}

export function createStudy(name: string, objectives: object) {
  const directions = Object.values(objectives).map((way: keyof typeof DIRECTION) => DIRECTION[way]);
  return { op_code: OPERATION.createStudy, study_name: name, directions };
}

export function setStudyAttribute(study: number, name: string, value: unknown) {
  return {
    op_code: OPERATION.setStudySystemAttribute,
    study_id: study,
    system_attr: { [name]: value },
  };
}

/** A trial as it starts; with its values where it was told without being asked. */
export function startTrial(id: number, study: Outcomes & { readonly space: Space }, trial: Trial) {
  const complete = trial.origin === "told";
  return {
    ...createTrial(id, study.space, trial.params as Params),
    state: complete ? STATE.complete : STATE.running,
    datetime_start: timestamp(),
    ...(complete ? { ...told(study, trial), datetime_complete: timestamp() } : {}),
    system_attrs: {
      [ATTRIBUTE.origin]: trial.origin,
      ...(trial.prediction === null ? {} : { [ATTRIBUTE.prediction]: trial.prediction }),
      ...(complete ? constrained(study, trial) : {}),
    },
  };
}

/** Params that wait to be asked for; Optuna's workers take them too. */
export function enqueueTrial(study: number, space: Space, params: object) {
  return {
    ...createTrial(study, space, params as Params),
    state: STATE.waiting,
    datetime_start: null,
    system_attrs: { [ATTRIBUTE.fixed]: params, [ATTRIBUTE.origin]: "enqueued" },
  };
}

function createTrial(study: number, space: Space, params: Params) {
  const entries = Object.entries(space);
  const distributions = entries.map(([name, parameter]) => [name, distributionText(parameter)]);
  const internal = entries.map(([name, parameter]) => [
    name,
    internalValue(parameter, params[name]!),
  ]);
  return {
    op_code: OPERATION.createTrial,
    study_id: study,
    distributions: Object.fromEntries(distributions),
    params: Object.fromEntries(internal),
    user_attrs: {},
    intermediate_values: {},
    value: null,
    values: null,
  };
}

/** Optuna keeps a single value apart. */
function told(study: Outcomes, trial: Trial) {
  const values = valuesOf(study, trial);
  return values.length === 1 ? { value: values[0] } : { values };
}

function valuesOf({ objectives }: Outcomes, { values }: Trial): Float[] {
  return Object.keys(objectives).map((name) => new Float(values![name]!));
}

/** Attributes of a trial with values; none where there are no constraints. */
function constrained({ objectives, constraints }: Outcomes, { values }: Trial) {
  const limits = limitsOf(constraints);
  if (limits.length === 0) return {};
  const names = Object.keys(constraints).filter((name) => !Object.hasOwn(objectives, name));
  return {
    // Numbers of limits are rounded: the quantities themselves are kept too.
    [ATTRIBUTE.quantities]: Object.fromEntries(names.map((name) => [name, values![name]!])),
    [ATTRIBUTE.constraints]: excesses(limits, values!).map((excess) => new Float(excess)),
  };
}

/** Params of a waiting trial that its journal does not have as params yet. */
export function setParam(id: number, name: string, parameter: Parameter, value: never) {
  return {
    op_code: OPERATION.setTrialParam,
    trial_id: id,
    param_name: name,
    param_value_internal: internalValue(parameter, value),
    distribution: distributionText(parameter),
  };
}

export function startWaiting(id: number) {
  return setState(id, STATE.running, null, { datetime_start: timestamp() });
}

/** The attributes come first: a trial that has ended does not change any more. */
export function completeTrial(id: number, study: Outcomes, trial: Trial) {
  const values = valuesOf(study, trial);
  const attributes = Object.entries(constrained(study, trial));
  return [
    ...attributes.map(([name, value]) => setTrialAttribute(id, name, value)),
    setState(id, STATE.complete, values, { datetime_complete: timestamp() }),
  ];
}

/** Optuna knows failures only; the attribute says what it was, and comes first. */
export function closeTrial(id: number, { state, reason }: Trial) {
  return [
    setTrialAttribute(id, ATTRIBUTE.closed, { state, reason }),
    setState(id, STATE.failed, null, { datetime_complete: timestamp() }),
  ];
}

/** Optuna takes one attribute an operation. */
function setTrialAttribute(id: number, name: string, value: unknown) {
  const op_code = OPERATION.setTrialSystemAttribute;
  return { op_code, trial_id: id, system_attr: { [name]: value } };
}

function setState(id: number, state: number, values: Float[] | null, time: object) {
  return { op_code: OPERATION.setTrialStateValues, trial_id: id, state, values, ...time };
}
