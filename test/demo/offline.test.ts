/** The page on which visitors try a table of their own. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium } from "../support/runtimes.js";
import { frame, named, openBuiltSite, type Site, says, tabOrder } from "./site.js";

const text = (page: Page, selector: string) => page.textContent(selector);

/** As a spreadsheet of a German writes it; the cost is least at heat 3.5, dose 2. */
function table(): string {
  const decimal = (value: number) => value.toFixed(3).replace(".", ",");
  const rows = Array.from({ length: 60 }, (_, i) => {
    const [heat, dose] = [(5 * ((i * 7) % 60)) / 60, 1 + (i % 4)];
    const cost = (heat - 3.5) ** 2 + (dose - 2) ** 2;
    return [`run ${i}`, decimal(heat), dose, decimal(cost)].join(";");
  });
  return ["id;heat;dose;cost", ...rows].join("\n");
}

const csv = (name: string, content: string) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(content),
});

describe.skipIf(!chromium.present)(`a table of one's own, ${chromium.name}`, () => {
  let site: Site;
  let page: Page;
  const cells = (selector: string, column: number) =>
    page.$$eval(
      `${selector} tbody tr`,
      (rows, at) => rows.map((row) => row.querySelectorAll("td")[at]!.textContent!),
      column,
    );
  beforeAll(async () => {
    site = await openBuiltSite();
    page = await site.open("offline", { reducedMotion: "reduce" });
  });
  afterAll(async () => {
    await site?.close();
  });

  it("begins with the example, and cancels at once", async () => {
    await says(page, "#status", /^(Training|Searching), \d+ %/);
    expect(await text(page, "#loaded")).toBe("392 rows and 8 columns of cars.csv.");
    expect(await page.isDisabled("#run")).toBe(true);
    await page.click("#cancel");
    await says(page, "#status", /^Cancelled\.$/);
    expect(await page.isVisible("#results")).toBe(false);
    expect(await page.isDisabled("#cancel")).toBe(true);
    expect(await page.isDisabled("#run")).toBe(false);
  });

  it("proposes designs, and says how far to trust them", async () => {
    await page.selectOption("#method", "one network, quick");
    await page.fill("#count", "12");
    await page.click("#run");
    await says(page, "#status", /^Done in [\d.]+ s\.$/);
    expect(await text(page, "#trust")).toMatch(
      /^Predicted mpg of the best design: [\d.]+ ± [\d.]+; best in the data: 46\.6\..*On 39 rows that the model did not see, rank correlation 0\.\d+/,
    );
    expect(await text(page, "#facts")).toMatch(/^392 rows of cars\.csv; largest mpg wanted/);
    expect(await text(page, "#distances figcaption")).toMatch(/of (the )?12 designs lies? within/);
    expect(await text(page, "#scores figcaption")).toMatch(/of 12 designs are predicted/);
    const predicted = await cells("#designs", 8);
    expect(predicted.map(Number)).toEqual(predicted.map(Number).sort((a, b) => b - a));
    expect(predicted.length).toBe(12);
    // The distances of the figure's table are those of the designs.
    await page.click("#distances summary");
    await page.waitForSelector("#distances tbody tr");
    expect(await cells("#distances", 3)).toEqual(await cells("#designs", 10));
    expect(await page.locator("#distances circle").count()).toBe(12);
    await says(page, "#live", /^12 designs\./);
  });

  it("fits a narrow screen: the table scrolls, not the page", async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    const [whole, seen] = await page.$eval("html", (html) => [html.scrollWidth, html.clientWidth]);
    expect(whole).toBe(seen);
    const table = await page.$eval("#designs", (at) => at.scrollWidth - at.clientWidth);
    expect(table).toBeGreaterThan(100);
    await page.setViewportSize({ width: 1180, height: 900 });
  });

  it("works on a file with the network off, by keyboard, and asks for nothing", async () => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.context().setOffline(true);
    await page.setInputFiles("#file", csv("oven runs.csv", table()));
    await says(page, "#loaded", /^60 rows and 4 columns of oven runs\.csv; column id has 60/);
    expect(await page.inputValue("#target")).toBe("cost");
    await page.focus("#columns summary");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await says(page, "#columns summary", /^2 of 3 columns/);
    expect(await page.$$eval("#columns label", (all) => all.map((one) => one.textContent))).toEqual(
      ["id: left out", "heat: 0 to 4.917", "dose: whole numbers, 1 to 4"],
    );
    await page.focus("#direction");
    await page.keyboard.press("s");
    await page.focus("#run");
    await page.keyboard.press("Enter");
    await says(page, "#facts", /^60 rows of oven runs\.csv; smallest cost wanted/);
    // The best of the grid is the dose of 2 and a heat near 3.5.
    expect((await cells("#designs", 2))[0]).toBe("2");
    expect(Math.abs(Number((await cells("#designs", 1))[0]) - 3.5)).toBeLessThan(0.7);

    const waiting = page.waitForEvent("download");
    await page.focus("#download");
    await page.keyboard.press("Enter");
    const download = await waiting;
    expect(download.suggestedFilename()).toBe("oven runs-designs.csv");
    const lines = readFileSync(await download.path(), "utf8")
      .trim()
      .split("\n");
    expect(lines[0]).toBe("heat;dose;score;deviation;distance");
    expect(lines.length).toBe(13);
    expect(lines[1]).toMatch(/^\d,\d+;2;-?\d,\d+;\d,\d+;\d,\d+$/);
    expect(asked.filter((url) => !url.startsWith("blob:"))).toEqual([]);
    await page.context().setOffline(false);
  });

  it("names line and column of a bad cell, and takes the mended file", async () => {
    const broken = table().replace("run 1;0,583;", "run 1;;").replace(";1,500;", ";much;");
    await page.setInputFiles("#file", csv("bad.csv", broken));
    await says(page, "#problem", /^line 3, column 2 \(heat\) is "": the cell is missing/);
    expect(await text(page, "#problem")).toContain("More bad cells: line 56, column 2 (heat)");
    expect(await page.getAttribute("#problem", "role")).toBe("alert");
    expect(await page.isDisabled("#run")).toBe(true);
    await page.setInputFiles("#file", csv("bad.csv", 'a,b\n1,2\n3,"4\n'));
    await says(page, "#problem", /^line \d.*quotation mark that is never closed/);
    expect(await text(page, "#loaded")).toBe("");
    await page.setInputFiles("#file", csv("bad.csv", table()));
    await says(page, "#problem", /^$/);
    expect(await page.isDisabled("#run")).toBe(false);
    await page.selectOption("#target", "id");
    await says(page, "#problem", /^line 2, column 1 \(id\) is "run 0": give a finite number/);
    await page.selectOption("#target", "cost");
    await says(page, "#problem", /^$/);
  });

  it("takes a file that is dropped", async () => {
    const dropped = await page.evaluateHandle((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], "dropped.csv"));
      return transfer;
    }, table());
    await page.dispatchEvent("h1", "drop", { dataTransfer: dropped });
    await says(page, "#loaded", /^60 rows and 4 columns of dropped\.csv/);
  });

  it("has a name for every control, in a sensible order", async () => {
    await named(page);
    expect(await tabOrder(page)).toEqual([
      ...frame,
      ...["file", "example", "3 of 3 columns may be varied", "vary-1", "vary-2", "vary-3"],
      ...["target", "direction", "count", "method", "run"],
      ...["The numbers as a table", "The numbers as a table", "download", "designs"],
    ]);
  });

  it("says nothing on the console, and asks nothing of the network beside itself", () => {
    expect(site.errors).toEqual([]);
  });
});
