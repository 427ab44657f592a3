/** `npm run build && node bench/offline/draw.mjs`: draws offline.svg from a run of the default. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { optimizeOffline } from "../../build/dist/offline/index.js";
import { offlinePicture } from "./picture.mjs";
import { tfbind8 } from "./tasks/tfbind8.mjs";

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
const task = tfbind8();
if (task === null) {
  console.error("the data of TFBind8 are not in ../shared/data");
  process.exit(1);
}
const result = await optimizeOffline(task.data, { seed: 0 });
writeFileSync("bench/offline/offline.svg", offlinePicture({ task, result }));
