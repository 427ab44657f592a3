/**
 * `npm run demo:screenshots [-- page…]`: pictures of the demo site's pages, as the README shows them,
 * taken of the built site when there is something to see; docs/images/*.webp, light and dark.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromiumPath, openSite, root } from "./browser.mjs";

const [WIDTH, HEIGHT] = [1280, 1110];
const PATIENCE = { timeout: 120_000 };

/** What a visitor does first on each page. */
const pages = {
  bayesian: { name: "index", ready: play },
  pareto: { name: "pareto", ready: learn },
  offline: { name: "offline", ready: propose },
  race: { name: "race", ready: race },
};

async function play(page) {
  for (let count = 3; count <= 11; count++) {
    if (count > 3) await page.click("#step");
    const words = page.locator("#belief figcaption", { hasText: `${count} measurements` });
    await words.waitFor(PATIENCE);
  }
}

async function learn(page) {
  await page.locator("#learn", { hasText: "Learnt" }).waitFor(PATIENCE);
  await page.fill("#preference", "0.6");
}

async function propose(page) {
  await page.locator("#status", { hasText: "Done" }).waitFor(PATIENCE);
  // So far down that both figures are whole.
  const { y, height } = await page.locator("#distances").boundingBox();
  await page.mouse.wheel(0, y + height + 16 - HEIGHT);
}

/** The second race: on a busy machine the engine has not compiled everything in the first. */
async function race(page) {
  for (let i = 0; i < 2; i++) {
    await page.click("#start");
    await page.locator("#start", { hasText: "Stop" }).waitFor(PATIENCE);
    await page.locator("#status", { hasText: "Finished" }).waitFor(PATIENCE);
  }
}

/** As WebP, which Chromium makes itself. */
async function picture(page) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 85 });
  return Buffer.from(data, "base64");
}

if (chromiumPath === undefined) {
  throw new Error("Chromium is absent: apt-get install chromium, or set CHROMIUM");
}
const folder = join(root, "docs/images");
mkdirSync(folder, { recursive: true });
const site = await openSite(chromiumPath);
try {
  const wanted = process.argv.slice(2);
  for (const [file, { name, ready }] of Object.entries(pages)) {
    if (wanted.length > 0 && !wanted.includes(file)) continue;
    const viewport = { width: WIDTH, height: HEIGHT };
    const page = await site.open(name, { viewport, reducedMotion: "reduce" });
    await ready(page);
    // No focus ring that nobody has asked for.
    await page.evaluate("document.activeElement.blur()");
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const path = join(folder, `${file}-${colorScheme}.webp`);
      const bytes = await picture(page);
      writeFileSync(path, bytes);
      console.log(`${path}: ${(bytes.length / 1024).toFixed(0)} KiB`);
    }
    await page.context().close();
  }
} finally {
  await site.close();
}
if (site.errors.length > 0) throw new Error(site.errors.join("\n"));
