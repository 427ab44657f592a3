/** Single-precision products and whole training epochs against TensorFlow.js. */

import { workspace } from "../linalg/contestants.mjs";
import { race } from "../support/race.mjs";
import { BATCH, data, epoch } from "./surrogate.mjs";
import { tensorflow, tensorflowEpoch } from "./tensorflow.mjs";

const RIVAL = "TensorFlow.js WASM";
const faster = [{ rival: RIVAL, atLeast: 1.3 }];

async function product(width) {
  const { core, put } = await workspace();
  const tf = await tensorflow();
  const a = data(BATCH, width).x;
  const b = data(width, width).x;
  const place = (values) => {
    const { pointer } = put(new Float64Array((values.length >> 1) + 16));
    new Float32Array(core.memory.buffer, pointer, values.length).set(values);
    return pointer;
  };
  const [x, y, z] = [place(a), place(b), place(a)];
  const ours = () => core.gemm_f32(0, 0, BATCH, width, width, 1, x, width, y, width, 0, z, width);
  const theirs = tf && {
    left: tf.tensor2d(a, [BATCH, width]),
    right: tf.tensor2d(b, [width, width]),
  };
  return race(
    `${BATCH} × ${width} by ${width} × ${width}, float32`,
    {
      steinbock: ours,
      [RIVAL]: Promise.resolve(theirs && (() => tf.matMul(theirs.left, theirs.right).dispose())),
    },
    { unit: "GFLOP/s", work: 2 * BATCH * width * width, targets: faster, rounds: 9 },
  );
}

/**
 * Throws where the two do not learn the same. The rival's products with a transposed factor, of
 * which a gradient is made, are far slower than its plain one.
 */
async function training(width, batches, rounds) {
  const setting = { sizes: [24, width, width, 2], rows: batches * BATCH };
  const ours = await epoch(setting);
  const theirs = await tensorflowEpoch(setting);
  for (let i = 0; i < 3; i++) for (const side of [ours, theirs]) side?.run();
  const gap = theirs ? Math.abs(ours.loss() - theirs.loss()) : 0;
  if (!(gap < 1e-3)) throw new Error(`the losses differ by ${gap}: not the same training`);
  return race(
    `epoch of ${batches} batches of ${BATCH}, 24 → ${width} → ${width} → 2`,
    { steinbock: () => ours.run(), [RIVAL]: Promise.resolve(theirs && (() => theirs.run())) },
    { unit: "ms", targets: faster, rounds, sample: 1 },
  );
}

export async function rows() {
  return [
    await product(256),
    await product(2048),
    await training(256, 16, 9),
    await training(2048, 2, 3),
  ];
}
