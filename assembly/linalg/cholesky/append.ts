/** Growing a factor by rows: what conditioning on new points costs. */
import { at, rowOf } from "../../memory/access";
import { OK } from "../../status";
import { syrk_lower } from "../syrk";
import { trsm_lower_rows } from "../trsm";
import { trsv_lower } from "../trsv";
import { dot } from "../vector";
import { cholesky_compute } from "./compute";

/** One row, without any workspace. */
function appendRow(n: i32, l: usize, ldl: i32): i32 {
  const row = rowOf(l, n, ldl);
  trsv_lower(n, l, ldl, row);
  const pivot = load<f64>(at(row, n)) - dot(row, row, n);
  // Written so that NaN fails too.
  if (!(pivot > 0 && pivot < Infinity)) return n + 1;
  store<f64>(at(row, n), sqrt(pivot));
  return OK;
}

/**
 * Extends the factor of A to that of [[A, ·], [K21, K22]].
 *
 * @param n  rows that are factored
 * @param p  rows to append: on entry rows n to n + p - 1 hold K21 and the lower triangle of K22,
 *           on return the factor
 * @returns 0; the failing pivot, above n, with the new rows lost and the old ones intact; or
 *          OUT_OF_MEMORY
 * Cost: p n² flops; one row is bound by reading L, 4 n² bytes.
 */
export function cholesky_append(n: i32, p: i32, l: usize, ldl: i32): i32 {
  if (p == 1) return appendRow(n, l, ldl);
  const rows = rowOf(l, n, ldl);
  let status = trsm_lower_rows(n, p, l, ldl, rows, ldl);
  if (status != OK) return status;
  const corner = at(rows, n);
  status = syrk_lower(p, n, -1, rows, ldl, 1, corner, ldl);
  if (status != OK) return status;
  status = cholesky_compute(p, corner, ldl);
  return status > 0 ? n + status : status;
}
