/** TensorFlow.js on its WebAssembly backend: SIMD, one thread. Null where it is not installed. */
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { BATCH, data, initialParameters } from "./surrogate.mjs";

/** Its form for Node lacks the gradients; the others do not run on Node unless bundled. */
const contents = `
export * from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
export { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
`;

let started;

export function tensorflow() {
  started ??= start();
  return started;
}

async function start() {
  const require = createRequire(import.meta.url);
  let binaries;
  try {
    binaries = dirname(require.resolve("@tensorflow/tfjs-backend-wasm"));
  } catch {
    return null;
  }
  const outfile = resolve("build/bench/tensorflow.cjs");
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    platform: "node",
    format: "cjs",
    mainFields: ["module", "main"],
    outfile,
    logLevel: "error",
  });
  const { default: tf } = await import(pathToFileURL(outfile));
  tf.setWasmPaths(`${binaries}/`);
  await tf.setBackend("wasm");
  await tf.ready();
  return tf;
}

/** The same epoch as `epoch` of surrogate.mjs, from the same start, or null. */
export async function tensorflowEpoch({ sizes, rows, rate = 3e-4 }) {
  const tf = await tensorflow();
  if (tf === null) return null;
  const { parts, bounds } = initialParameters(sizes);
  const layers = [0, 1, 2].map((l) => ({
    weights: tf.variable(tf.tensor2d(parts[2 * l], [sizes[l], sizes[l + 1]])),
    bias: tf.variable(tf.tensor1d(parts[2 * l + 1])),
  }));
  const [highest, lowest] = Array.from(bounds, (bound) => tf.variable(tf.scalar(bound)));
  const examples = data(rows, sizes[0]);
  const inputs = tf.tensor2d(examples.x, [rows, sizes[0]]);
  const targets = tf.tensor2d(examples.y, [rows, 1]);
  const adam = tf.train.adam(rate, 0.9, 0.999, 1e-7);

  const loss = (from, count) => {
    let h = tf.slice(inputs, [from, 0], [count, sizes[0]]);
    layers.forEach(({ weights, bias }, l) => {
      h = tf.add(tf.matMul(h, weights), bias);
      if (l < 2) h = tf.leakyRelu(h, 0.3);
    });
    const [mean, raw] = tf.split(h, 2, 1);
    const capped = tf.sub(highest, tf.softplus(tf.sub(highest, raw)));
    const held = tf.add(lowest, tf.softplus(tf.sub(capped, lowest)));
    const y = tf.slice(targets, [from, 0], [count, 1]);
    const residual = tf.div(tf.sub(y, mean), tf.exp(held));
    const half = tf.add(tf.mul(0.5, tf.square(residual)), held);
    return tf.mean(tf.add(half, 0.5 * Math.log(2 * Math.PI)));
  };

  return {
    run() {
      for (let i = 0; i < rows; i += BATCH) {
        adam.minimize(() => loss(i, Math.min(BATCH, rows - i)));
      }
    },
    loss: () => tf.tidy(() => loss(0, rows).dataSync()[0]),
  };
}
