export { latinHypercube } from "./latin-hypercube.js";
export { type SobolOptions, sobol } from "./sobol.js";
export { RandomStream, type RandomStreamState } from "./stream.js";
