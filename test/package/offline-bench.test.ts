import { describe, expect, it } from "vitest";

// Plain modules without types.
const bench = "../../bench/offline";
const { methodFingerprint, taskFingerprint } = await import(`${bench}/fingerprint.mjs`);
const { methods } = await import(`${bench}/methods.mjs`);

describe("what a finished run of the offline bench is kept under", () => {
  it("tells methods and their options apart, and is the same again", async () => {
    const names = ["GA", "IGNITE", "IGNITE-2", "ENS-MEAN", "ROOT", "default"];
    const prints = await Promise.all(names.map((name) => methodFingerprint(methods[name])));
    expect(new Set(prints).size).toBe(names.length);
    expect(await methodFingerprint(methods.GA)).toBe(prints[0]);
  });

  it("tells rows, spaces and oracles apart", () => {
    const task = {
      data: { X: [[1], [2]], y: Float64Array.of(1, 2) },
      random: (_: number, count: number) => Array.from({ length: count }, (_, i) => [i]),
      score: ([x]: number[]) => x! / 64,
    };
    const others = [
      { ...task, data: { ...task.data, y: [1, 3] } },
      { ...task, space: { x1: { type: "float", low: 0, high: 3 } } },
      { ...task, score: ([x]: number[]) => x! / 63 },
    ];
    expect(taskFingerprint({ ...task })).toBe(taskFingerprint(task));
    for (const other of others) expect(taskFingerprint(other)).not.toBe(taskFingerprint(task));
  });
});
