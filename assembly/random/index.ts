export { random_dirichlet, random_gamma } from "./gamma";
export { latin_hypercube } from "./latin_hypercube";
export { random_normal } from "./normal";
export { random_permutation } from "./permutation";
export { random_block } from "./philox";
export { sobol_fill, sobol_scrambled } from "./sobol";
export { random_uniform } from "./uniform";
