/**
 * How long frames take while a hand drags: the slider of the Pareto page, and a measurement of the
 * Bayesian page, in Chromium over the static build.
 *
 * A frame is what the page's main thread does from the end of one frame to the end of the next:
 * input, script, style, layout, paint, commit. It is counted in processor time of that thread, from
 * Chromium's trace, which other programs on the machine do not lengthen; and once more with the
 * threads that composite and rasterize, work that a graphics card would take over and that this
 * browser does in software. "Input to screen" is wall time from a pointer event to the frame that
 * shows it, waits for the display's next turn included.
 */
import { execFileSync } from "node:child_process";
import { chromiumPath, openSite, root } from "./browser.mjs";
import { categories, framesOf } from "./trace.mjs";

const MOVES = 400;
const BUDGET = 16;

export async function rows() {
  if (chromiumPath === undefined) {
    console.error("Chromium is absent: apt-get install chromium, or set CHROMIUM");
    return [];
  }
  execFileSync("node_modules/.bin/vite", ["build", "demo", "-l", "error"], { cwd: root });
  const site = await openSite(chromiumPath);
  try {
    return [
      ...(await measure("the slider of the Pareto set", await onPareto(site))),
      ...(await measure("a measurement, the model refitted", await onBayesian(site))),
    ];
  } finally {
    await site.close();
  }
}

/** The learnt page, and the slider's thumb. */
async function onPareto(site) {
  const page = await site.open("pareto");
  await page.waitForSelector("#learn:has-text('Learnt')", { timeout: 300_000 });
  const { x, y, width, height } = await page.locator("#preference").boundingBox();
  return { page, at: [x + width / 2, y + height / 2], reach: 0.45 * width };
}

/** Eight measurements, of which the second is dragged to and fro. */
async function onBayesian(site) {
  const page = await site.open("index");
  const count = async (n) => {
    const words = page.locator("#belief figcaption", { hasText: `${n} measurements` });
    await words.waitFor({ timeout: 60_000 });
  };
  for (let n = 3; n < 8; n++) {
    await count(n);
    await page.click("#step");
  }
  await count(8);
  const { x, y, width, height } = await page.locator("#belief circle").nth(1).boundingBox();
  const plot = await page.locator("#belief .plot svg").boundingBox();
  return { page, at: [x + width / 2, y + height / 2], reach: 0.2 * plot.width };
}

async function measure(name, { page, at: [x, y], reach }) {
  const browser = page.context().browser();
  await page.mouse.move(x, y);
  await page.mouse.down();
  const drag = async (moves) => {
    for (let i = 1; i <= moves; i++) await page.mouse.move(x + reach * Math.sin(i / 15), y);
  };
  await drag(60);
  await browser.startTracing(page, { categories });
  await drag(MOVES);
  const frames = framesOf(JSON.parse(await browser.stopTracing()).traceEvents);
  await page.mouse.up();
  await page.context().close();
  return [
    ...distribution(`${name}, main thread`, frames.main, true),
    ...distribution(`${name}, all threads`, frames.all, true),
    ...distribution(`${name}, input to screen`, frames.latency, false),
  ];
}

function distribution(name, times, aimed) {
  if (times.length < 300) throw new Error(`${name}: only ${times.length} frames`);
  const sorted = times.sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)];
  const row = (what, value, unit, targets = []) => {
    return { name: `${name}, ${what}`, value, unit, targets, rivals: [] };
  };
  const under = sorted.filter((time) => time < BUDGET).length / sorted.length;
  return [
    row(`p50 of ${sorted.length} frames`, at(0.5), "ms"),
    row("p95", at(0.95), "ms"),
    row("p99", at(0.99), "ms"),
    row("under 16 ms", 100 * under, "%", aimed ? [{ atLeast: 95 }] : []),
  ];
}
