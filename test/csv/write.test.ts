import fc from "fast-check";
import { expect, it } from "vitest";
import { parseCsv, writeCsv } from "../../src/csv/index.js";

it("writes numbers with all digits and the decimal sign of the table", () => {
  const rows = [
    ["a", "b"],
    [0.1 + 0.2, true],
    [-1e-7, "x"],
  ];
  expect(writeCsv(rows)).toBe("a,b\n0.30000000000000004,true\n-1e-7,x\n");
  expect(writeCsv(rows, ";", ",")).toBe("a;b\n0,30000000000000004;true\n-1e-7;x\n");
});

it("is read back whatever the texts hold", () => {
  const text = fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\t", "\n", " ", "é") });
  const cells = fc.array(fc.tuple(text, text), { minLength: 1 });
  fc.assert(
    fc.property(cells, fc.constantFrom(",", ";", "\t"), (rows, separator) => {
      const filled = rows.map(([a, b]) => [`${a}|`, `|${b}`]);
      const found = parseCsv(writeCsv([["left", "right"], ...filled], separator));
      expect(found.rows.map(({ cells }) => cells)).toEqual(filled);
    }),
  );
});
