import { expect, it } from "vitest";
import { progressOn } from "../../src/cli/progress.js";

function recorder(isTTY: boolean) {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) };
  return { written, progress: progressOn(stream as unknown as NodeJS.WriteStream) };
}

it("writes a line a quarter of a stage where the stream is no terminal", () => {
  const { written, progress } = recorder(false);
  for (let i = 1; i <= 50; i++) progress.show({ stage: "training", done: i / 50, loss: 1 / i });
  progress.show({ stage: "search", done: 1 });
  progress.end();
  expect(written.map((line) => line.replace(/, \d+ s\n$/, ""))).toEqual([
    "training 0 %",
    "training 25 %",
    "training 50 %",
    "training 75 %",
    "training 100 %",
    "search 100 %",
  ]);
});

it("changes one line on a terminal, and clears it in the end", () => {
  const { written, progress } = recorder(true);
  for (let i = 1; i <= 1000; i++) progress.show({ stage: "search", done: i / 1000 });
  progress.end();
  expect(written.length).toBeLessThan(20);
  expect(written.every((text) => text.startsWith("\r\u001b[K"))).toBe(true);
  expect(written.at(-2)).toContain("100 %");
  expect(written.at(-1)).toBe("\r\u001b[K");
});
