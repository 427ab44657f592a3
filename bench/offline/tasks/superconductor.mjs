/**
 * Superconductor: critical temperature of 21,263 materials by their composition (Hamidieh 2018).
 * The oracle is a frozen random forest of our own, so figures compare with none but ours. The
 * references climb without regard to the range of the data: what they did is the task "raw".
 */
import { gunzipSync } from "node:zlib";
import { choice, float } from "../../../build/dist/index.js";
import { expectNear, floats, mulberry32, sharedData } from "./shared.mjs";

const INPUTS = 86;
const [LOWEST, HIGHEST, VISIBLE] = [0.00021, 185, 74];

/** The forest's file: a JSON header, then features, values and right children of all nodes. */
function readForest(bytes) {
  const length = bytes.readUInt32LE(0);
  const { trees, nodes, starts } = JSON.parse(bytes.toString("utf8", 4, 4 + length));
  const section = (offset, size) =>
    bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + offset + size);
  const from = 4 + length;
  const feature = new Int8Array(section(from, nodes));
  const value = new Float32Array(section(from + nodes, 4 * nodes));
  const right = new Int32Array(section(from + 5 * nodes, 4 * nodes));
  const answer = (start, x) => {
    let node = start;
    while (feature[node] >= 0) {
      node = x[feature[node]] <= value[node] ? node + 1 : start + right[node];
    }
    return value[node];
  };
  return (x) => {
    let sum = 0;
    for (let tree = 0; tree < trees; tree++) sum += answer(starts[tree], x);
    return sum / trees;
  };
}

/** How far beyond the range of a column designs may go that are not held to it, in ranges. */
const BEYOND = 20;

/** `raw`: designs may leave the box of the data, so that amounts may be negative, as published. */
export function superconductor({ raw = false } = {}) {
  const packed = ["x.f32.gz", "y.f32.gz", "forest-v1.bin.gz", "check.json"].map((name) =>
    sharedData(`superconductor/${name}`),
  );
  if (packed.includes(null)) return null;
  const [x, y] = packed.slice(0, 2).map((bytes) => floats(gunzipSync(bytes)));
  const forest = readForest(gunzipSync(packed[2]));
  const row = (i) => x.subarray(i * INPUTS, (i + 1) * INPUTS);
  const check = JSON.parse(packed[3].toString());
  check.rows.forEach((i, k) => {
    expectNear(`the forest at row ${i}`, forest(row(i)), check.predictions[k]);
  });
  const visible = Array.from(y.keys()).filter((i) => y[i] <= VISIBLE);
  const X = visible.map((i) => Array.from(row(i)));
  const box = Array.from({ length: INPUTS }, (_, j) => {
    let [low, high] = [Infinity, -Infinity];
    for (const design of X) [low, high] = [Math.min(low, design[j]), Math.max(high, design[j])];
    return [low, high];
  });
  const wide = (low, high) => [low - BEYOND * (high - low), high + BEYOND * (high - low)];
  return {
    name: raw ? "Superconductor raw" : "Superconductor",
    reference: "Superconductor",
    ...(raw && {
      space: Object.fromEntries(
        box.map(([low, high], j) => [
          `x${j + 1}`,
          low < high ? float(...wide(low, high)) : choice([low]),
        ]),
      ),
      share: {
        label: "negative amounts",
        of: (design) => design.filter((amount) => amount < 0).length / INPUTS,
      },
    }),
    data: { X, y: visible.map((i) => y[i]) },
    score: (design) => (forest(Float32Array.from(design)) - LOWEST) / (HIGHEST - LOWEST),
    random(seed, count) {
      const draw = mulberry32(seed);
      return Array.from({ length: count }, () =>
        box.map(([low, high]) => low + (high - low) * draw()),
      );
    },
  };
}
