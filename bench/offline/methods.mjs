/** The methods at the small budget: two hidden layers of 256, 10 epochs where there is enough data. */
import {
  boss,
  cmaEs,
  coms,
  conservative,
  ensembleMean,
  ensembleMin,
  gpAscent,
  gradientAscent,
  ignite,
  ignite2,
  root,
} from "../../build/dist/offline/index.js";

export const methods = {
  GA: () => gradientAscent(),
  IGNITE: () => gradientAscent({ regularizer: ignite() }),
  "IGNITE-2": () => gradientAscent({ regularizer: ignite2() }),
  BOSS: () => gradientAscent({ regularizer: boss() }),
  "ENS-MIN": () => ensembleMin(),
  "ENS-MEAN": () => ensembleMean(),
  WCO: () => conservative({ objective: "worst-case" }),
  UWO: () => conservative(),
  COMs: () => coms(),
  "CMA-ES": () => cmaEs(),
  "GA on GP": () => gpAscent(),
  "ENS-MEAN + IGNITE": () => ensembleMean({ regularizer: ignite() }),
  "ENS-MEAN + BOSS": () => ensembleMean({ regularizer: boss() }),
  ROOT: () => root(),
  "ROOT pooled": () => root({ pool: 8 }),
  default: () => "auto",
};
