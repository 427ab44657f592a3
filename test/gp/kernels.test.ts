import { expect, it } from "vitest";
import { checked, core, withScratch } from "../../src/core/index.js";
import { type Kernel, KernelProgram, matern52, rbf, scale } from "../../src/gp/kernels/index.js";
import { describeReference } from "../support/reference.js";

/** k(x, z) as nested arrays. */
function cross(kernel: Kernel, x: number[][], z: number[][]): number[][] {
  const d = x[0]!.length;
  using program = new KernelProgram(kernel, d);
  return withScratch((s) => {
    const [px, pz] = [s.copyIn(x.flat()), s.copyIn(z.flat())];
    const out = s.allocate(x.length * z.length);
    checked(core().covariance_cross(program.pointer, px, x.length, pz, z.length, d, out, z.length));
    const values = new Float64Array(core().memory.buffer, out, x.length * z.length);
    return x.map((_, i) => [...values.subarray(i * z.length, (i + 1) * z.length)]);
  });
}

describeReference("kernels", ({ stationary_and_basic: data }) => {
  const lengthscale = [0.35, 0.8, 1.7];
  const cases: [string, Kernel][] = [
    ["rbf_ard", rbf({ lengthscale })],
    ["scale_matern52", scale(matern52({ lengthscale }), { outputscale: 2.3 })],
  ];
  it.each(cases)("%s", (name, kernel) => {
    const got = cross(kernel, data.X1, data.X2);
    const want: number[][] = data[name].K_12;
    want.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(Math.abs(got[i]![j]! - value)).toBeLessThan(1e-12);
      });
    });
  });
});
