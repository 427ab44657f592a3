export { cos, exp, expm1, log, log1mexp, log1p, pow, sin, tanh } from "./elementary.js";
export { ulps } from "./fixed.js";
export {
  erf,
  erfc,
  erfcx,
  logGamma,
  normalCdf,
  normalLogCdf,
  normalPdf,
  quantileUlps,
} from "./normal.js";
