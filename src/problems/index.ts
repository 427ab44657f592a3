/** Test problems with known optima: `steinbock/problems`. */

import { ackley } from "./ackley.js";
import { beale } from "./beale.js";
import { branin, braninForrester } from "./branin.js";
import { bukin } from "./bukin.js";
import { logSixHumpCamel, sixHumpCamel, threeHumpCamel } from "./camel.js";
import { g4, g6, g8, g9, g24 } from "./constrained/cec.js";
import { gramacy } from "./constrained/gramacy.js";
import { keaneBump } from "./constrained/keane-bump.js";
import { pressureVessel } from "./constrained/pressure-vessel.js";
import { speedReducer } from "./constrained/speed-reducer.js";
import { tensionCompression } from "./constrained/tension-compression.js";
import { townsend } from "./constrained/townsend.js";
import { weldedBeam } from "./constrained/welded-beam.js";
import { cosine8, cosines } from "./cosines.js";
import { dixonPrice } from "./dixon-price.js";
import { dropWave } from "./drop-wave.js";
import { eggholder } from "./eggholder.js";
import { gSobol, logGSobol } from "./g-sobol.js";
import { goldsteinPrice, logGoldsteinPrice } from "./goldstein-price.js";
import { griewank } from "./griewank.js";
import { hartmann3, hartmann6, logHartmann6 } from "./hartmann.js";
import { holderTable } from "./holder-table.js";
import { levy } from "./levy.js";
import { michalewicz } from "./michalewicz.js";
import { powell } from "./powell.js";
import type { Problem } from "./problem.js";
import { rastrigin } from "./rastrigin.js";
import { logRosenbrock, rosenbrock } from "./rosenbrock.js";
import { shekel } from "./shekel.js";
import { logStyblinskiTang, styblinskiTang } from "./styblinski-tang.js";
import { wangFreitas } from "./wang-freitas.js";

export type { Problem };
export {
  ackley,
  beale,
  branin,
  braninForrester,
  bukin,
  cosine8,
  cosines,
  dixonPrice,
  dropWave,
  eggholder,
  g4,
  g6,
  g8,
  g9,
  g24,
  goldsteinPrice,
  gramacy,
  griewank,
  gSobol,
  hartmann3,
  hartmann6,
  holderTable,
  keaneBump,
  levy,
  logGoldsteinPrice,
  logGSobol,
  logHartmann6,
  logRosenbrock,
  logSixHumpCamel,
  logStyblinskiTang,
  michalewicz,
  powell,
  pressureVessel,
  rastrigin,
  rosenbrock,
  shekel,
  sixHumpCamel,
  speedReducer,
  styblinskiTang,
  tensionCompression,
  threeHumpCamel,
  townsend,
  wangFreitas,
  weldedBeam,
};

/** All problems whose only constraint is the box; families in usual numbers of inputs. */
export const boxProblems = (): Problem[] => [
  ackley(10),
  beale,
  branin,
  braninForrester,
  bukin,
  cosine8,
  cosines,
  dixonPrice(4),
  dropWave,
  eggholder,
  goldsteinPrice,
  griewank(4),
  gSobol(10),
  hartmann3,
  hartmann6,
  holderTable,
  levy(4),
  logGoldsteinPrice,
  logGSobol(10),
  logHartmann6,
  logRosenbrock(4),
  logSixHumpCamel,
  logStyblinskiTang,
  michalewicz(2),
  michalewicz(5),
  michalewicz(10),
  powell(4),
  rastrigin(4),
  rosenbrock(4),
  shekel,
  sixHumpCamel,
  styblinskiTang(4),
  threeHumpCamel,
  wangFreitas,
];

/** All problems with further constraints. */
export const constrainedProblems = (): Problem[] => [
  g4,
  g6,
  g8,
  g9,
  g24,
  gramacy,
  keaneBump(2),
  keaneBump(10),
  keaneBump(20),
  pressureVessel,
  speedReducer,
  tensionCompression,
  townsend,
  weldedBeam,
];

export * from "./multi-objective/index.js";
