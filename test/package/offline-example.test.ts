import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runNode } from "../support/runtimes.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("the example of offline optimization", () => {
  it("finds designs that are truly better than every row", async () => {
    const output = await runNode(process.execPath, ["examples/offline/example.mjs"], root);
    const best = Number(/^best of 400 rows: (\S+)$/m.exec(output)?.[1]);
    const truths = [...output.matchAll(/ ± .* (\S+)$/gm)].map(([, truth]) => Number(truth));
    expect(truths).toHaveLength(5);
    for (const truth of truths) expect(truth).toBeGreaterThan(best);
  }, 180_000);
});
