export { normal_cdf_array, normal_quantile_array } from "./arrays";
export { erf_f64, erfc_f64, erfcx_f64 } from "./erf";
export { exp_array, exp_f64 } from "./exp";
export { expm1_f64 } from "./expm1";
export { log_array, log_f64, log1p_f64 } from "./log";
export { log_gamma_f64 } from "./log_gamma";
export { log1mexp_f64 } from "./log1mexp";
export {
  normal_cdf_f64,
  normal_log_cdf_f64,
  normal_pdf_f64,
  normal_quantile_f64,
} from "./normal";
export { pow_f64 } from "./pow";
export { tanh_f64 } from "./tanh";
export { cos_f64, sin_f64 } from "./trig";
