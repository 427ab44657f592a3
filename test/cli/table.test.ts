import { describe, expect, it } from "vitest";
import { terminalTable } from "../../src/cli/table.js";

const cells = (text: string) => text.split("\n").map((line) => line.trim().split(/ {2,}/));

describe("terminalTable", () => {
  it("puts numbers to the right and texts to the left", () => {
    const rows = [
      ["1", "red", "-2.50"],
      ["12", "ultramarine", "10.25"],
    ];
    expect(terminalTable({ header: ["no", "colour", "y"], rows }, 80)).toBe(
      ["no  colour           y", " 1  red          -2.50", "12  ultramarine  10.25"].join("\n"),
    );
  });

  it("shows the ten best", () => {
    const rows = Array.from({ length: 30 }, (_, i) => [String(i + 1)]);
    expect(terminalTable({ header: ["design"], rows }, 80).split("\n")).toHaveLength(11);
  });

  it("turns a table of 20 columns so that it fits, and shows every column", () => {
    const header = Array.from({ length: 20 }, (_, j) => `parameter ${j + 1}`);
    const rows = Array.from({ length: 12 }, (_, i) => header.map((_, j) => `${i + 1}.${j + 10}`));
    for (const width of [60, 80, 120]) {
      const text = terminalTable({ header, rows }, width);
      const lines = cells(text);
      expect(lines.map(([name]) => name)).toEqual(header);
      expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(lines[6]!.slice(0, 3)).toEqual(["parameter 7", "1.16", "2.16"]);
    }
  });

  it("shows the best one at least, however narrow", () => {
    const text = terminalTable({ header: ["a long name", "y"], rows: [["x".repeat(90), "2"]] }, 20);
    expect(cells(text)).toEqual([
      ["a long name", "x".repeat(90)],
      ["y", "2"],
    ]);
  });
});
