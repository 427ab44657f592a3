export { Block } from "./block.js";
export { type Core, checked, core, memoryDoubles, memoryWords } from "./core.js";
export { read, readWords, type Scratch, withScratch } from "./scratch.js";
