import { describe, expect, it } from "vitest";
import { doubles, fresh } from "../../support/debug-core.js";
import { positiveDefinite } from "./matrices.js";

const OUT_OF_MEMORY = -1000;

describe("with all memory taken", () => {
  // An instance of its own, whose memory is claimed without being touched.
  const core = fresh();
  const n = 700;
  const room = () => core.heap_allocate(n * n * 8) >>> 0;
  const [a, b, c] = [room(), room(), room()];
  doubles(core).set(positiveDefinite(n, n, 1), a / 8);
  doubles(core).set(positiveDefinite(n, n, 1), b / 8);
  const held: number[] = [];
  for (let size = 1 << 30; size >= 64; size >>= 1) {
    for (let block = core.heap_allocate(size); block !== 0; block = core.heap_allocate(size)) {
      held.push(block);
    }
  }
  const before = doubles(core).slice(a / 8, a / 8 + n * n);
  const live = core.heap_live_blocks();

  it.each([
    ["gemm", () => core.gemm(0, 0, n, n, n, 1, b, n, b, n, 0, a, n)],
    ["syrk_lower", () => core.syrk_lower(n, n, 1, b, n, 0, a, n)],
    ["cholesky_compute", () => core.cholesky_compute(n, a, n)],
    ["cholesky_inverse", () => core.cholesky_inverse(n, b, n, a, n)],
    ["triangular_inverse", () => core.triangular_inverse(n, b, n, a, n)],
    ["trsm_lower", () => core.trsm_lower(n, n, b, n, a, n)],
    ["trsm_lower_transposed", () => core.trsm_lower_transposed(n, n, b, n, a, n)],
    ["trsm_lower_rows", () => core.trsm_lower_rows(n, n, b, n, a, n)],
    ["cholesky_solve", () => core.cholesky_solve(n, n, b, n, a, n)],
    ["cholesky_append", () => core.cholesky_append(n - 9, 9, a, n)],
    ["cholesky_update", () => core.cholesky_update(n, a, n, c)],
    ["cholesky_downdate", () => core.cholesky_downdate(n, a, n, c)],
    ["cholesky_remove", () => core.cholesky_remove(n, a, n, 3)],
    ["symmetric_eigen", () => core.symmetric_eigen(n, a, n, c, c, n)],
  ])("%s says so and changes nothing", (_, run) => {
    expect(run()).toBe(OUT_OF_MEMORY);
    const after = doubles(core).subarray(a / 8, a / 8 + n * n);
    expect(after.every((value, i) => value === before[i])).toBe(true);
    expect(core.heap_live_blocks()).toBe(live);
  });

  it("everything works again once memory is free", () => {
    for (const block of held) core.heap_release(block);
    expect(core.cholesky_compute(n, a, n)).toBe(0);
    expect(core.cholesky_inverse(n, a, n, c, n)).toBe(0);
  });
});
