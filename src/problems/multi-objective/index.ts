/** Test problems with several objectives, all minimized, and what is known of their fronts. */

import { braninCurrin, constrainedBraninCurrin } from "./branin-currin.js";
import { re41 } from "./car-side-impact.js";
import { re33 } from "./disc-brake.js";
import { dtlz1, dtlz2, dtlz3, dtlz4, dtlz5, dtlz7 } from "./dtlz.js";
import { re36, re36Relaxed } from "./gear-train.js";
import { re24 } from "./hatch-cover.js";
import { linF1, linF2, linF3, linF4, linF5, linF6 } from "./lin.js";
import { re42 } from "./marine-design.js";
import { re23 } from "./pressure-vessel.js";
import type { MultiObjectiveProblem } from "./problem.js";
import { re37 } from "./rocket-injector.js";
import { srn } from "./srn.js";
import { re21, re31 } from "./trusses.js";
import { re34 } from "./vehicle-crash.js";
import { vlmop1, vlmop2, vlmop3 } from "./vlmop.js";
import { re61 } from "./water-resources.js";
import { cre22, re32 } from "./welded-beam.js";
import { zdt1, zdt2, zdt3 } from "./zdt.js";

export { logHypervolumeDifference } from "./log-hypervolume-difference.js";
export type { MultiObjectiveProblem };
export {
  braninCurrin,
  constrainedBraninCurrin,
  cre22,
  dtlz1,
  dtlz2,
  dtlz3,
  dtlz4,
  dtlz5,
  dtlz7,
  linF1,
  linF2,
  linF3,
  linF4,
  linF5,
  linF6,
  re21,
  re23,
  re24,
  re31,
  re32,
  re33,
  re34,
  re36,
  re36Relaxed,
  re37,
  re41,
  re42,
  re61,
  srn,
  vlmop1,
  vlmop2,
  vlmop3,
  zdt1,
  zdt2,
  zdt3,
};

/** All with constraints beyond the box. */
export const constrainedMultiObjectiveProblems: readonly MultiObjectiveProblem[] = [
  constrainedBraninCurrin,
  cre22,
  srn,
];

/** All whose only constraint is the box; families in usual numbers of inputs and objectives. */
export const multiObjectiveProblems: readonly MultiObjectiveProblem[] = [
  braninCurrin,
  dtlz1(6, 3),
  dtlz2(6, 2),
  dtlz2(6, 3),
  dtlz2(7, 4),
  dtlz3(6, 3),
  dtlz4(6, 3),
  dtlz5(6, 3),
  dtlz7(6, 2),
  dtlz7(6, 3),
  linF1(6),
  linF2(6),
  linF3(6),
  linF4(6),
  linF5(6),
  linF6(6),
  re21,
  re23,
  re24,
  re31,
  re32,
  re33,
  re34,
  re36,
  re36Relaxed,
  re37,
  re41,
  re42,
  re61,
  vlmop1,
  vlmop2(6),
  vlmop3,
  zdt1(20),
  zdt2(20),
  zdt3(20),
];
