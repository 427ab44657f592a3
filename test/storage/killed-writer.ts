/**
 * Works on a study without end and says on standard output what has been done, after it was: run as
 * a process of its own, and killed. `node writer.mjs PATH fsync|no-fsync`.
 */
import { writeSync } from "node:fs";
import { fileStorage } from "../../src/storage/file.js";
import { openStudy } from "../../src/storage/index.js";
import { objectives, type Space, space } from "./killed-study.js";

const [path, mode] = process.argv.slice(2);
const study = openStudy<Space, typeof objectives>({
  storage: fileStorage(path!, { fsync: mode === "fsync" }),
  space,
  objectives,
  seed: 9,
  sampler: "random",
});
const say = (...words: unknown[]) => writeSync(1, `${JSON.stringify(words)}\n`);

say("open");
for (let i = 0; ; i++) {
  const [first, second] = study.ask({ count: 2 });
  say("ask", first!.number, first!.params);
  say("ask", second!.number, second!.params);
  if (i % 5 === 0) {
    study.fail(first!, `failure ${i}`);
    say("fail", first!.number, `failure ${i}`);
  } else {
    study.tell(first!, i / 7);
    say("tell", first!.number, i / 7);
  }
  if (i % 3 === 0) {
    study.abandon(second!, "went away");
    say("abandon", second!.number, "went away");
  }
  if (i % 4 === 0) {
    study.enqueue({ x: i / 1e4, kind: "ö" });
    say("enqueue", i / 1e4);
  }
}
