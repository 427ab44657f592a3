export { activation_value } from "./activation";
export { adam_step } from "./adam";
export { network_backward, network_gradient, network_input_gradient } from "./backward";
export { network_forward, network_output } from "./forward";
export { network_hessian_product } from "./hessian_product";
export { network_parameters, network_workspace } from "./network";
export { rbf_ascend } from "./rbf_ascent";
export { surrogate_train } from "./training/epoch";
export { surrogate_trainer_bytes } from "./training/trainer";
