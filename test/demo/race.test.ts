/** The race as a visitor runs it: every contest in its smallest size, by mouse and by keyboard. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium } from "../support/runtimes.js";
import { frame, named, openBuiltSite, type Site, says, tabOrder } from "./site.js";

const contests = [
  ["Matrix product, 64 × 64", "numpy-ts, ml-matrix, plain loops"],
  ["Cholesky factor, 100 × 100", "numpy-ts, ml-matrix, plain loops"],
  ["Matérn 5/2 matrix, 100 points of 10 inputs", "plain loops"],
  ["Gaussian process, 50 points, predicted at 100", "numpy-ts, ml-matrix, plain loops"],
  ["Exact hypervolume, 30 points of 3 objectives", "plain sweep, plain recursion"],
  ["Exact hypervolume, 20 points of 4 objectives", "plain sweep, plain recursion"],
] as const;

describe.skipIf(!chromium.present)(`the race, ${chromium.name}`, () => {
  let site: Site;
  let page: Page;
  const shared = () => page.inputValue("#text");
  const label = () => page.getAttribute("#lanes svg", "aria-label");
  beforeAll(async () => {
    site = await openBuiltSite();
    page = await site.open("race", { reducedMotion: "reduce" });
    await says(page, "#lanes figcaption", /^Nothing has run yet\.$/);
  });
  afterAll(async () => {
    await site?.close();
  });

  it("loads no rival before the start", async () => {
    const assets = () =>
      page.evaluate<number>(
        "performance.getEntriesByType('resource').filter(({ name }) => /worker|linalg/.test(name)).length",
      );
    expect(await assets()).toBe(0);
    expect(await page.getAttribute("#copy", "disabled")).not.toBeNull();
  });

  it("runs every contest by keyboard, and never freezes", async () => {
    await page.focus("#size");
    await page.keyboard.press("s");
    await says(page, "#lanes svg", /Matrix product, 64 × 64/);
    await page.evaluate(`{
      window.slowest = 0;
      let last = performance.now();
      const beat = (now) => {
        window.slowest = Math.max(window.slowest, now - last);
        last = now;
        requestAnimationFrame(beat);
      };
      requestAnimationFrame(beat);
    }`);
    await page.focus("#start");
    await page.keyboard.press("Enter");
    await says(page, "#start", /^Stop$/);
    expect(await page.isDisabled("#size")).toBe(true);
    await says(page, "#status", /^Finished\.$/, 90_000);
    expect(await page.textContent("#problem")).toBe("");
    expect(await page.evaluate<number>("window.slowest")).toBeLessThan(1000);
    expect(await page.locator("#lanes rect").count()).toBe(20);
    expect(await page.$eval("#bar", (bar) => (bar as HTMLProgressElement).value)).toBe(1);
  });

  it("says who was how fast, and that the results agree", async () => {
    const caption = await page.textContent("#lanes figcaption");
    expect(caption).toMatch(/^Steinbock is [\d.]+ × as fast as [\w -]+ in the matrix/);
    expect(caption).toMatch(/ and [\d.]+ × .* in the hypervolume of 4 objectives\./);
    expect(caption).toMatch(/All results agree to 1e-1[0-5] of their largest number\.$/);
    expect(await label()).toBe(`Speed of every lane. ${caption}`);
    await says(page, "#live", /^Steinbock is [\d.]+ × .* in the hypervolume of 4 objectives\./);
  });

  it("gives the numbers as a table and as text", async () => {
    await page.focus("#lanes summary");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#lanes tbody tr");
    const rows = await page.$$eval("#lanes tbody tr", (all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent)),
    );
    expect(rows.length).toBe(26);
    const product = rows.slice(0, 5).map(([name]) => name);
    expect(product).toEqual([contests[0][0], "Steinbock", ...contests[0][1].split(", ")]);
    for (const [name, time, ratio, middle, difference, rounds] of rows) {
      if (contests.some(([title]) => title === name)) continue;
      expect(time).toMatch(/^[\d.]+ (µs|ms|s)$/);
      const [low, high] = middle!.split(" to ").map(Number.parseFloat);
      expect(low).toBeLessThanOrEqual(Number.parseFloat(ratio!));
      expect(high).toBeGreaterThanOrEqual(Number.parseFloat(ratio!));
      if (name === "Steinbock") expect([ratio, difference]).toEqual(["1.0 ×", "0"]);
      expect(Number(difference)).toBeLessThan(1e-10);
      expect(rounds).toBe("11");
    }
    const [head, ...lines] = (await shared()).split("\n");
    expect(head).toMatch(
      /^Steinbock race, small, median of 11 rounds, Chrome \d+, \d+ threads, 20/,
    );
    expect(lines.map((line) => line.split(": Steinbock")[0])).toEqual(
      contests.map(([title]) => title),
    );
    for (const [i, [, rivals]] of contests.entries()) {
      for (const rival of rivals.split(", ")) {
        expect(lines[i]).toMatch(new RegExp(`${rival} [\\d.]+ (µs|ms) \\([\\d.]+ ×, [\\d.]+ to`));
      }
    }
  });

  it("puts the text on the clipboard, or selects it", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.click("#copy");
    await says(page, "#copied", /^Copied\.$/);
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(await shared());
    await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error())");
    await page.focus("#copy");
    await page.keyboard.press("Enter");
    await says(page, "#copied", /^Selected/);
    expect(await page.evaluate("getSelection().toString()")).toBe(await shared());
  });

  it("stops at once, keeps what has run, and starts anew, by mouse", async () => {
    await page.click("#start");
    await says(page, "#status", /round [2-9]/);
    await page.click("#start");
    await says(page, "#status", /^Stopped\.$/);
    const text = await shared();
    expect(text).toMatch(/stopped after \d+ rounds$/);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await shared()).toBe(text);
    await page.selectOption("#size", "medium");
    expect(await shared()).toBe("Nothing has run yet.");
    await says(page, "#lanes svg", /Matrix product, 256 × 256/);
  });

  it("has a name for every control, in a sensible order", async () => {
    await named(page, 1);
    expect(await tabOrder(page)).toEqual([
      ...frame,
      ...["start", "size", "The numbers as a table"],
      ...[expect.stringMatching(/^lane/), "text"],
    ]);
  });

  it("says nothing on the console, and asks nothing of the network beside itself", () => {
    expect(site.errors).toEqual([]);
  });
});
