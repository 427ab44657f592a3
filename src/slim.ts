/** `steinbock/slim`: the main entry without the inlined binary, which the caller brings. */
export { type BinarySource, load, loadSync } from "./core/module.slim.js";
export * from "./index.js";
