export { random_normal } from "./normal";
export { random_uniform } from "./uniform";
