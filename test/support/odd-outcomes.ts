/** Outcomes of two objectives that no model likes, and what every search must do with them. */
import { expect } from "vitest";
import { float, type Space } from "../../src/index.js";

export const space = { x: float(0, 1), y: float(-2, 2) };
export const objectives = { near: "minimize", far: "maximize" } as const;
export type Params = { readonly x: number; readonly y: number };
export type Values = { readonly near: number; readonly far: number };

/** Null: the evaluation fails. */
export const oddOutcomes: [what: string, objective: (params: Params) => Values | null][] = [
  ["constant objectives", () => ({ near: 1, far: 2 })],
  ["one constant objective", ({ x }) => ({ near: x, far: 0 })],
  ["all dominated by one", ({ x, y }) => ({ near: x + y * y, far: -x - y * y })],
  ["opposite objectives", ({ x }) => ({ near: x, far: x })],
  ["the largest values", ({ x, y }) => ({ near: 1e150 * (2 * x - 1), far: (1e150 * y) / 2 })],
  ["scales far apart", ({ x, y }) => ({ near: 1e-150 * x, far: 1e150 * (y / 4 - x / 2) })],
  ["tiny values", ({ x, y }) => ({ near: 1e-300 * x, far: 1e-300 * y })],
  ["the tiniest values", ({ x }) => ({ near: 5e-324 * Math.round(9 * x), far: 0 })],
  ["differences in the last digit", ({ x }) => ({ near: 1 + 2.3e-16 * x, far: 1e9 - 1e-7 * x })],
  ["one outlier", ({ x, y }) => ({ near: x > 0.9 ? 1e140 : x, far: y })],
  ["mostly failures", ({ x, y }) => (x > 0.3 ? null : { near: x, far: y })],
  ["nothing but failures", () => null],
];

/** Whether params lie in the space: no NaN and nothing outside. */
export function expectLegal(params: Readonly<Record<string, unknown>>, of: Space = space): void {
  for (const [name, parameter] of Object.entries(of)) {
    const { low, high } = parameter as unknown as { low: number; high: number };
    expect(params[name], name).toBeGreaterThanOrEqual(low);
    expect(params[name], name).toBeLessThanOrEqual(high);
  }
}
