export { stein_log_feasibility } from "./feasibility";
export { stein_imitate } from "./imitate";
export { stein_gradient, stein_train } from "./train";
export { stein_trainer_bytes } from "./trainer";
