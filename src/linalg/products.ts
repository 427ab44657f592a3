import { checked, core, read, withScratch } from "../core/index.js";
import { checkKeys } from "../options.js";
import { checkMatrix, checkSize } from "./check.js";

/** Which operands of `matmul` are stored transposed. */
export interface MatmulOptions {
  /** a is k × m: its transpose is multiplied. */
  readonly transposeA?: boolean;
  /** b is n × k: its transpose is multiplied. */
  readonly transposeB?: boolean;
}

/**
 * The product A B, m × n, of row-major matrices.
 *
 * @param a  m × k, or k × m with `transposeA`
 * @param b  k × n, or n × k with `transposeB`
 * Cost: 2 m n k operations, at about the multiply-add peak of the machine's 128-bit units.
 * Throws `InputError` for a wrong length or a number that is not finite.
 */
export function matmul(
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
  options: MatmulOptions = {},
): Float64Array {
  for (const [size, name] of [[m, "m"] as const, [k, "k"] as const, [n, "n"] as const]) {
    checkSize(size, name);
  }
  checkKeys("options", options, ["transposeA", "transposeB"]);
  const { transposeA = false, transposeB = false } = options;
  checkMatrix(a, transposeA ? k : m, transposeA ? m : k, "a");
  checkMatrix(b, transposeB ? n : k, transposeB ? k : n, "b");
  return withScratch((scratch) => {
    const [x, y] = [scratch.copyIn(a), scratch.copyIn(b)];
    const out = scratch.allocate(m * n);
    const lda = transposeA ? m : k;
    const ldb = transposeB ? k : n;
    checked(core().gemm(+transposeA, +transposeB, m, n, k, 1, x, lda, y, ldb, 0, out, n));
    return read(out, m * n);
  });
}

/**
 * The symmetric product A Aᵀ, n × n, of an n × k matrix; half the cost of `matmul`.
 * Throws `InputError` as `matmul` does.
 */
export function syrk(a: Float64Array, n: number, k: number): Float64Array {
  checkSize(n, "n");
  checkSize(k, "k");
  checkMatrix(a, n, k, "a");
  return withScratch((scratch) => {
    const x = scratch.copyIn(a);
    const out = scratch.allocate(n * n);
    checked(core().syrk_lower(n, k, 1, x, k, 0, out, n));
    core().mirror_lower(n, out, n);
    return read(out, n * n);
  });
}
