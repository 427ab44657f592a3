export { type CmaEsOptions, cmaEs } from "./cma-es.js";
