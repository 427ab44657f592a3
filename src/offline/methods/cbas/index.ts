export { cbas } from "./cbas.js";
export type { CbasOptions } from "./settings.js";
