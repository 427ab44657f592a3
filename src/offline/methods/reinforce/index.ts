export { type ReinforceOptions, reinforce } from "./reinforce.js";
