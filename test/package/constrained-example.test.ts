import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { hypervolume } from "../../src/pareto/index.js";
import { cre22 } from "../../src/problems/index.js";
import { runNode } from "../support/runtimes.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

it("the example with constraints finds most of the welded beam's front", async () => {
  const output = await runNode(process.execPath, ["examples/constrained/example.mjs"], root);
  const [evaluated, learnt] = output.split("Between them");
  const rowsOf = (text: string) =>
    [...text.matchAll(/\$ +(\S+) +(\S+) in/g)].map(([, cost, deflection]) => [
      Number(cost),
      Number(deflection),
    ]);
  const front = rowsOf(evaluated!);
  expect(front.length).toBeGreaterThan(5);
  const unit = cre22.scale.reduce((product, side) => product * side, 1);
  const share = hypervolume(front, cre22.reference) / unit / cre22.hypervolume!;
  expect(share).toBeGreaterThan(0.8);
  expect(share).toBeLessThan(1);
  const chances = [...learnt!.matchAll(/in {2}(\d+) %/g)].map(([, chance]) => Number(chance));
  expect(chances).toHaveLength(5);
  expect(Math.max(...chances)).toBeGreaterThan(50);
  expect(output).not.toMatch(/NaN|Infinity|undefined/);
});
