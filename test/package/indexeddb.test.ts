/** The package's IndexedDB storage in a real browser. */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resultOfPage, serve } from "../support/browser.js";
import { chromium } from "../support/runtimes.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

const page = `<!doctype html><meta charset="utf-8"><title>studies in IndexedDB</title>
<script type="module">
import { float, Study } from "/build/dist/index.js";
import { indexedDBStorage, openStudy } from "/build/dist/storage/index.js";
const options = {
  space: { x: float(0, 1) },
  objectives: { y: "minimize" },
  constraints: { stress: { upper: 2.5 } },
  seed: 3,
  sampler: "sobol",
};
const open = () => openStudy({ storage: indexedDBStorage("steinbock-test"), ...options });
const plain = new Study(options);
const work = (study, i) => {
  const [a, b] = study.ask({ count: 2 });
  study.tell(a, { y: a.params.x + i, stress: i + a.params.x / 3 });
  study.fail(b, "because");
  study.enqueue({ x: 1 / (i + 3) });
};
const saved = [];
let last;
for (let i = 0; i < 4; i++) {
  last = await open();
  work(last, i);
  work(plain, i);
  await last.flush();
  saved.push(JSON.stringify(await open()) === JSON.stringify(plain));
}
// Another page has the study open and writes: the second to write is told, and nothing is lost.
const other = await open();
other.ask();
plain.ask();
await other.flush();
last.ask();
const refused = await last.flush().then(() => "no error", (error) => error.name + ": " + error.message);
let after;
try { last.ask(); } catch (error) { after = error.name; }
const kept = JSON.stringify(await open()) === JSON.stringify(plain);
const next = (await open()).ask().params.x === plain.ask().params.x;
globalThis.result = { saved, refused, after, kept, next };
</script>`;

describe.skipIf(!chromium.present)(`studies in IndexedDB, ${chromium.name}`, () => {
  let server: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    server = await serve(root, { "/": page });
  });
  afterAll(() => server.close());

  it("come back whole, and a second writer is told", async () => {
    expect(await resultOfPage(`${server.origin}/`)).toEqual({
      saved: [true, true, true, true],
      refused: expect.stringMatching(/^StateError: .*open the study again/),
      after: "StateError",
      kept: true,
      next: true,
    });
  });
});
