export { Block } from "./block.js";
/** @internal No public type may need it: it is left out of the package's types. */
export { type Core, checked, core, memoryDoubles, memoryFloats, memoryWords } from "./core.js";
export { FloatBlock } from "./float-block.js";
export { read, readFloats, readWords, type Scratch, withScratch } from "./scratch.js";
