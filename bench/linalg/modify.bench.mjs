/** O(n²) changes of a factor. */
import { NATIVE, PRESCOTT } from "../support/python.mjs";
import { race } from "../support/race.mjs";
import { lapack, workspace } from "./contestants.mjs";
import { plainCholesky, plainUpdate, positiveDefinite, randomDoubles } from "./plain.mjs";

export async function rows() {
  const space = await workspace();
  const result = [];
  for (const n of [100, 1000]) {
    result.push(await append(space, n, n === 1000 ? [{ atMost: 150 }] : []));
    result.push(await update(space, n, n === 1000 ? [{ atMost: 220 }] : []));
  }
  return result;
}

/** The last row of a factor with room for more is made anew, over and over. */
async function append({ core, put }, n, targets) {
  const order = n + 8;
  const a = positiveDefinite(order);
  const l = put(a);
  core.cholesky_compute(n, l.pointer, order);
  const row = a.subarray(n * order, n * order + n + 1);
  const solve = {
    setup: "dpotrf(spd, lower=0, overwrite_a=1); x0 = r.standard_normal(n); x = x0.copy()",
    run: "copyto(x, x0); dtrsv(spd, x, lower=0, trans=1, overwrite_x=1)",
  };
  return race(
    `append one row, n = ${n}`,
    {
      steinbock: () => {
        l.view().set(row, n * order);
        if (core.cholesky_append(n, 1, l.pointer, order) !== 0) throw new Error("not definite");
      },
      "OpenBLAS 128-bit (solve alone)": lapack(n, { ...solve, env: PRESCOTT }),
      "OpenBLAS default (solve alone)": lapack(n, { ...solve, env: NATIVE }),
    },
    { unit: "µs", targets },
  );
}

/** L Lᵀ + x xᵀ, again and again: the factor grows, the work stays the same. */
async function update({ core, put }, n, targets) {
  const a = positiveDefinite(n);
  const l = put(a);
  core.cholesky_compute(n, l.pointer, n);
  const factor = new Float64Array(n * n);
  plainCholesky(n, a, factor);
  const vector = randomDoubles(n);
  const x = put(vector);
  const copy = vector.slice();
  return race(
    `rank-one update, n = ${n}`,
    {
      steinbock: () => {
        x.view().set(vector);
        core.cholesky_update(n, l.pointer, n, x.pointer);
      },
      "plain loops": () => {
        copy.set(vector);
        plainUpdate(n, factor, copy);
      },
    },
    { unit: "µs", targets },
  );
}
