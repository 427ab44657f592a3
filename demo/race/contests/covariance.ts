/** The covariance matrix of random points, both triangles. */
import { KernelProgram, matern52 } from "steinbock/gp";
import { plainMatern52 } from "../../../bench/covariance/plain.mjs";
import { randomDoubles } from "../../../bench/linalg/plain.mjs";
import { checked, core, read, withScratch } from "../../../src/core/index.js";
import type { Contest } from "./lane.js";

const D = 10;
const LENGTHSCALE = 0.5;

export const covariance: Contest<"covariance"> = async (n) => {
  const x = randomDoubles(n * D);
  const program = new KernelProgram(matern52({ lengthscale: LENGTHSCALE }), D);
  // The library makes this matrix as a part of its models only, so its core is called as they do.
  const ours = () =>
    withScratch((scratch) => {
      const k = scratch.allocate(n * n);
      checked(core().covariance_gram(program.pointer, scratch.copyIn(x), n, D, k, n));
      return read(k, n * n);
    });
  const out = new Float64Array(n * n);
  const scale = new Float64Array(D).fill(1 / LENGTHSCALE);
  const plain = () => plainMatern52(x, n, D, scale, out);
  return {
    Steinbock: { run: ours, result: ours },
    "plain loops": {
      run: plain,
      result: () => {
        plain();
        return out;
      },
    },
  };
};
