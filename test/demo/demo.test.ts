/** The demo site as its visitors use it, by mouse and by keyboard, in a real browser. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium } from "../support/runtimes.js";
import { frame, named, openBuiltSite, type Site, says, tabOrder } from "./site.js";

const reducedMotion = "reduce" as const;
const text = (page: Page, selector: string) => page.textContent(selector);

describe.skipIf(!chromium.present)(`the demo site, ${chromium.name}`, () => {
  let site: Site;
  beforeAll(async () => {
    site = await openBuiltSite();
  });
  afterAll(async () => {
    await site?.close();
  });

  describe("Bayesian optimization", () => {
    let page: Page;
    beforeAll(async () => {
      page = await site.open("index", { reducedMotion });
      await says(page, "#belief figcaption", /^3 measurements/);
    });

    it("measures where the plot is clicked, by step and by play", async () => {
      const { x, y, width, height } = (await page.locator("#belief .plot svg").boundingBox())!;
      await page.mouse.click(x + 0.6 * width, y + height / 2);
      await says(page, "#belief figcaption", /^4 measurements/);
      await page.click("#step");
      await says(page, "#belief figcaption", /^5 measurements/);
      await page.click("#play");
      await says(page, "#play", /Pause/);
      await says(page, "#belief figcaption", /^7 measurements/);
      await page.click("#play");
      await says(page, "#play", /Play/);
      await page.click("#reset");
      await says(page, "#belief figcaption", /^3 measurements/);
      expect(await page.locator("#belief circle").count()).toBe(3);
    });

    /** Numbers of the curves of both plots, in pixels, and the box of the filled one below. */
    const curves = async () => [
      ...(await page.$$eval(".band path, .mean path, .gain path", (paths) =>
        paths.flatMap((path) =>
          path
            .getAttribute("d")!
            .match(/-?[\d.]+/g)!
            .map(Number),
        ),
      )),
      ...(await page.$eval(".below path", (path) => {
        const { x, y, width, height } = (path as SVGPathElement).getBBox();
        return [x, y, width, height];
      })),
    ];

    it("refits while a measurement is dragged, and moves the curves to where a new plot has them", async () => {
      const { x, y, width } = (await page.locator("#belief circle").nth(1).boundingBox())!;
      const svg = await page.locator("#belief .plot svg").elementHandle();
      const before = await text(page, "#belief figcaption");
      await page.mouse.move(x + width / 2, y + width / 2);
      await page.mouse.down();
      await page.mouse.move(x + 150, y, { steps: 8 });
      await expect.poll(() => text(page, "#belief figcaption")).not.toBe(before);
      expect(await svg!.evaluate((drawn) => drawn.isConnected)).toBe(true);
      const away = async () => {
        const now = (await page.locator("#belief circle").nth(1).boundingBox())!.x;
        return Math.abs(now - (x + 150 - width / 2));
      };
      await expect.poll(away).toBeLessThan(1);
      await page.mouse.up();
      expect(await text(page, "#belief figcaption")).toMatch(/^3 measurements/);
      const followed = await curves();
      await page.uncheck("#truth");
      await page.check("#truth");
      await expect.poll(() => svg!.evaluate((drawn) => drawn.isConnected)).toBe(false);
      const drawn = await curves();
      expect(drawn.length).toBe(followed.length);
      expect(drawn.length).toBe(4 * 2 * 241 + 4);
      expect(Math.max(...drawn.map((at, i) => Math.abs(at - followed[i]!)))).toBeLessThan(0.11);
    });

    it("takes the last measurement along with the slider, by keyboard", async () => {
      await page.click("#reset");
      await says(page, "#belief figcaption", /^3 measurements; the best is 0\.657/);
      await page.focus("#along");
      await page.keyboard.press("Space");
      await page.focus("#where");
      await page.keyboard.press("Home");
      const between = async () => {
        const [first, , last] = await page.$$eval("#belief circle", (dots) =>
          dots.map((dot) => Number(dot.getAttribute("cx"))),
        );
        return last! - first!;
      };
      await expect.poll(between).toBeLessThan(-50);
      await says(page, "#belief figcaption", /^3 measurements; the best is 0\.657/);
      // What a plot shows beside its curves changes all the same.
      const dashes = page.locator('#belief .plot [stroke-dasharray="5 4"]');
      await page.uncheck("#truth");
      await expect.poll(() => dashes.count()).toBe(0);
      await page.check("#truth");
      await expect.poll(() => dashes.count()).toBe(1);
      await page.uncheck("#along");
    });

    it("finds the highest place of the function by itself", async () => {
      await page.click("#reset");
      for (let i = 4; i <= 14; i++) {
        await page.click("#step");
        await says(page, "#belief figcaption", new RegExp(`^${i} measurements`));
      }
      // Forrester's optimum is 6.0207 at 0.7572.
      expect(await text(page, "#belief figcaption")).toMatch(/the best is 6\.0\d at x = 0\.75\d/);
    });

    it("works by keyboard: measuring, choosing, opening the table", async () => {
      await page.click("#reset");
      await says(page, "#belief figcaption", /^3 measurements/);
      await page.focus("#where");
      await page.keyboard.press("ArrowRight");
      expect(await page.getAttribute("#where", "aria-valuetext")).toBe("x = 0.505");
      expect(await page.locator("#belief .cursor").count()).toBe(1);
      await page.keyboard.press("Enter");
      await says(page, "#belief figcaption", /^4 measurements/);
      const before = await text(page, "#belief figcaption");
      await page.focus("#kernel");
      await page.keyboard.press("ArrowDown");
      await expect.poll(() => text(page, "#belief figcaption")).not.toBe(before);
      await page.focus("#acquisition");
      await page.keyboard.press("u");
      await says(page, "#gain figcaption", /^Upper confidence bound is highest/);
      await page.focus("#gain summary");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#gain tbody tr");
      expect(await page.locator("#gain tbody tr").count()).toBe(21);
      await says(page, "#live", /measurements; the best is/);
    });

    it("takes noisy measurements, and shows or hides the function", async () => {
      await page.selectOption("#noise", "noisy, size learnt");
      await says(page, "#belief figcaption", /^3 measurements/);
      await page.selectOption("#objective", "Gramacy and Lee");
      await says(page, "#belief figcaption", /^3 measurements/);
      const dashes = page.locator('#belief .plot [stroke-dasharray="5 4"]');
      expect(await dashes.count()).toBe(1);
      await page.uncheck("#truth");
      await expect.poll(() => dashes.count()).toBe(0);
    });

    it("has a name for every control, in a sensible order", async () => {
      await named(page);
      expect(await tabOrder(page)).toEqual([
        ...frame,
        ...["play", "step", "reset", "objective", "kernel", "acquisition", "noise"],
        ...[
          "where",
          "measure",
          "along",
          "truth",
          "The numbers as a table",
          "The numbers as a table",
        ],
        expect.stringMatching(/^x/),
      ]);
    });
  });

  describe("Pareto set", () => {
    let page: Page;
    const widths = () =>
      page.$$eval("#truss .bar", (bars) => bars.map((bar) => bar.getAttribute("stroke-width")));
    beforeAll(async () => {
      page = await site.open("pareto", { reducedMotion });
      await says(page, "#front figcaption", /^25 designs are evaluated, 5 of them chosen/);
    });

    it("pauses at once and goes on", async () => {
      await page.click("#learn");
      await says(page, "#status", /^Paused\.$/);
      const evaluated = await text(page, "#front figcaption");
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await text(page, "#front figcaption")).toBe(evaluated);
      await page.click("#learn");
      await says(page, "#front figcaption", /^3\d designs/);
      await page.click("#learn");
      await says(page, "#learn", /^Learn$/);
    });

    it("moves the truss with the slider, by mouse", async () => {
      const { x, y, width, height } = (await page.locator("#preference").boundingBox())!;
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + 0.15 * width, y + height / 2, { steps: 5 });
      const light = await widths();
      await page.mouse.move(x + 0.85 * width, y + height / 2, { steps: 5 });
      const stiff = await widths();
      await page.mouse.up();
      expect(stiff.map(Number).every((value, i) => value >= Number(light[i]) - 0.2)).toBe(true);
      expect(Number(stiff[0])).toBeGreaterThan(1.3 * Number(light[0]));
      await says(page, "#design figcaption", /^Light 1\d %, stiff 8\d %: \d+ cm³/);
    });

    it("moves it from the front, by mouse, and by keyboard", async () => {
      const { x, y, width, height } = (await page.locator("#front .plot svg").boundingBox())!;
      const place = async () => Number(await page.inputValue("#preference"));
      await page.mouse.move(x + 0.15 * width, y + 0.3 * height);
      await page.mouse.down();
      const light = await place();
      await page.mouse.move(x + 0.6 * width, y + 0.8 * height, { steps: 4 });
      const stiff = await place();
      await page.mouse.up();
      expect(stiff).toBeGreaterThan(light + 0.2);
      await page.focus("#preference");
      await page.keyboard.press("Home");
      const thin = await widths();
      await page.keyboard.press("End");
      expect(await widths()).not.toEqual(thin);
      expect(await page.getAttribute("#preference", "aria-valuetext")).toMatch(
        /^Light 0 %, stiff 100/,
      );
      expect(await page.getAttribute("#truss", "aria-label")).toMatch(
        /cm³, its tip 0\.\d+ mm lower/,
      );
    });

    it("has a name for every control, in a sensible order", async () => {
      await named(page);
      expect(await tabOrder(page)).toEqual([
        ...frame,
        ...["The numbers as a table", "The numbers as a table"],
        ...["preference", "The numbers as a table", "learn", "again"],
      ]);
    });

    it("starts over", async () => {
      await page.click("#again");
      await says(page, "#status", /^First designs|^Round 1 /);
      await says(page, "#front figcaption", /^2[05] designs/);
    });
  });

  it("changes its colours, and remembers them", async () => {
    const page = await site.open("index", { colorScheme: "dark", reducedMotion });
    const paper = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect(await paper()).toBe("rgb(13, 17, 23)");
    await page.click("#theme");
    expect(await paper()).toBe("rgb(246, 247, 249)");
    await page.click("text=Pareto set");
    await page.waitForSelector("#truss");
    expect(await paper()).toBe("rgb(246, 247, 249)");
  });

  it("says nothing on the console, and asks nothing of the network beside itself", () => {
    expect(site.errors).toEqual([]);
  });
});
