import { expect, it } from "vitest";
import { compile } from "../../../src/gp/kernels/compile.js";
import { rbf } from "../../../src/gp/kernels/index.js";
import { type DebugCore, doubles, fresh } from "../../support/debug-core.js";

/** Claims what memory is left, in blocks of at least 64 KB. */
function exhaust(core: DebugCore): number[] {
  const held: number[] = [];
  for (let size = 1 << 30; size >= 1 << 16; size >>= 1) {
    for (let block = core.heap_allocate(size); block !== 0; block = core.heap_allocate(size)) {
      held.push(block);
    }
  }
  return held;
}

it("says so when memory is exhausted, and works again afterwards", () => {
  const core = fresh();
  const { image } = compile(rbf(), 1);
  const n = 100;
  const put = (values: Float64Array): number => {
    const block = core.heap_allocate(values.byteLength) >>> 0;
    doubles(core).set(values, block / 8);
    return block;
  };
  const kernel = put(image);
  core.covariance_bind(kernel, put(new Float64Array(1)));
  const [x, k] = [put(new Float64Array(n)), put(new Float64Array(n * n))];
  const held = exhaust(core);
  const OUT_OF_MEMORY = -1000;
  const run = (): number[] => [
    core.covariance_gram(kernel, x, n, 1, k, n),
    core.covariance_cross(kernel, x, n, x, n, 1, k, n),
    core.covariance_diagonal(kernel, x, n, 1, k),
    core.covariance_gram_pullback(kernel, x, n, 1, k, n, x),
    core.covariance_cross_pullback(kernel, x, n, x, n, 1, k, n, 0, 0),
    core.covariance_diagonal_pullback(kernel, x, n, 1, x, 0, 0),
  ];
  expect(run()).toEqual(new Array(6).fill(OUT_OF_MEMORY));
  for (const block of held) core.heap_release(block);
  expect(run()).toEqual(new Array(6).fill(0));
});
