import { choice, float } from "../../src/index.js";

export const space = { x: float(0, 1), kind: choice(["a", "ö", "漢"]) };
export const objectives = { y: "minimize" } as const;
export type Space = typeof space;
