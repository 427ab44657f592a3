/** The operations of Optuna's journal, one a line (optuna/storages/_journal/storage.py). */

export const OPERATION = {
  createStudy: 0,
  deleteStudy: 1,
  setStudyUserAttribute: 2,
  setStudySystemAttribute: 3,
  createTrial: 4,
  setTrialParam: 5,
  setTrialStateValues: 6,
  setTrialIntermediateValue: 7,
  setTrialUserAttribute: 8,
  setTrialSystemAttribute: 9,
} as const;

export const STATE = { running: 0, complete: 1, pruned: 2, failed: 3, waiting: 4 } as const;

export const DIRECTION = { minimize: 1, maximize: 2 } as const;

/** What Optuna's format has no place for lies in system attributes of these names. */
export const ATTRIBUTE = {
  /** Of the study: the saved study without trials and queue. */
  study: "steinbock:study",
  /** Of a trial: who chose the params. */
  origin: "steinbock:origin",
  /** Of a trial: what the model expected. */
  prediction: "steinbock:prediction",
  /** Of a trial without values: `{ state, reason }`. */
  closed: "steinbock:closed",
  /** Of a trial with values: the constrained quantities that are no objectives, by name. */
  quantities: "steinbock:quantities",
  /** Of a trial, by Optuna: a number for each limit, of which none is above 0 where it is kept. */
  constraints: "constraints",
  /** Of a waiting trial, by Optuna: its params. */
  fixed: "fixed_params",
  /** Of a study, by Optuna: names of the objectives. */
  metrics: "study:metric_names",
} as const;

/** Local time to the microsecond without a zone, as Python's `datetime.now().isoformat()`. */
export function timestamp(now: Date = new Date()): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return `${local.toISOString().slice(0, -1)}000`;
}
