/**
 * The product of the Hessian in the parameters with a direction, exact, by the R-operator:
 * every quantity of the two passes has a derivative along the direction, carried beside it.
 * Source: Pearlmutter 1994, doi:10.1162/neco.1994.6.1.147.
 */
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { activation_curvature, activation_slope, piecewiseLinear } from "./activation";
import { addColumnSums } from "./backward";
import { spreadBias } from "./forward";
import { gemm_f32 } from "./gemm_f32";
import {
  activationOf,
  biasesOf,
  deltasOf,
  layersOf,
  network_workspace,
  outputsOf,
  sizeOf,
  sumsOf,
  weightsOf,
} from "./network";

/** The derivatives of z and h along the direction, in a workspace of their own. */
function forwardDerivatives(
  net: usize,
  parameters: usize,
  x: usize,
  rows: i32,
  work: usize,
  direction: usize,
  along: usize,
): i32 {
  for (let l = 1; l <= layersOf(net); l++) {
    const fan = sizeOf(net, l - 1);
    const width = sizeOf(net, l);
    const v = weightsOf(net, direction, l);
    const rz = sumsOf(net, rows, along, l);
    const input = l == 1 ? x : outputsOf(net, rows, work, l - 1);
    spreadBias(rows, width, biasesOf(net, v, l), rz);
    if (gemm_f32(0, 0, rows, width, fan, 1, input, fan, v, width, 1, rz, width) != OK) {
      return OUT_OF_MEMORY;
    }
    if (l > 1) {
      const w = weightsOf(net, parameters, l);
      const rh = outputsOf(net, rows, along, l - 1);
      if (gemm_f32(0, 0, rows, width, fan, 1, rh, fan, w, width, 1, rz, width) != OK) {
        return OUT_OF_MEMORY;
      }
    }
    const z = sumsOf(net, rows, work, l);
    const h = outputsOf(net, rows, work, l);
    const rh = outputsOf(net, rows, along, l);
    activation_slope(activationOf(net, l), rows * width, z, h, rz, rh);
  }
  return OK;
}

/** e ← D Wᵀ and re ← RD Wᵀ + D Vᵀ, for the layer below `l`. */
function carryBack(
  net: usize,
  parameters: usize,
  direction: usize,
  rows: i32,
  l: i32,
  d: usize,
  rd: usize,
  e: usize,
  re: usize,
): i32 {
  const fan = sizeOf(net, l - 1);
  const width = sizeOf(net, l);
  const w = weightsOf(net, parameters, l);
  const v = weightsOf(net, direction, l);
  let status = gemm_f32(0, 1, rows, fan, width, 1, rd, width, w, width, 0, re, fan);
  if (status == OK) status = gemm_f32(0, 1, rows, fan, width, 1, d, width, v, width, 1, re, fan);
  if (status == OK && !piecewiseLinear(activationOf(net, l - 1))) {
    status = gemm_f32(0, 1, rows, fan, width, 1, d, width, w, width, 0, e, fan);
  }
  return status;
}

/** out += hᵀ RD + Rhᵀ D and the column sums of RD, for layer `l`. */
function addLayer(
  net: usize,
  x: usize,
  rows: i32,
  work: usize,
  along: usize,
  l: i32,
  out: usize,
): i32 {
  const fan = sizeOf(net, l - 1);
  const width = sizeOf(net, l);
  const to = weightsOf(net, out, l);
  const rd = deltasOf(net, rows, along, l);
  const d = deltasOf(net, rows, work, l);
  const input = l == 1 ? x : outputsOf(net, rows, work, l - 1);
  addColumnSums(rows, width, rd, biasesOf(net, to, l));
  let status = gemm_f32(1, 0, fan, width, rows, 1, input, fan, rd, width, 1, to, width);
  if (status == OK && l > 1) {
    const rh = outputsOf(net, rows, along, l - 1);
    status = gemm_f32(1, 0, fan, width, rows, 1, rh, fan, d, width, 1, to, width);
  }
  return status;
}

/**
 * out += H·direction, H the Hessian in the parameters of Σ upstream ∘ output, upstream constant.
 *
 * @param work       as `network_forward` and `network_backward` (with this upstream) left it
 * @param upstream   rows × outputs
 * @param direction  one float a parameter
 * @param out        one float a parameter
 * @returns 0 or OUT_OF_MEMORY
 * Cost: 12 · rows · weights flops, 14 where an activation is curved.
 */
export function network_hessian_product(
  net: usize,
  parameters: usize,
  x: usize,
  rows: i32,
  work: usize,
  upstream: usize,
  direction: usize,
  out: usize,
): i32 {
  const mark = scratch_mark();
  const bytes = network_workspace(net, rows);
  const along = scratch_allocate(bytes);
  const spare = scratch_allocate(bytes);
  if (along == 0 || spare == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  let status = forwardDerivatives(net, parameters, x, rows, work, direction, along);
  let e = upstream;
  for (let l = layersOf(net); l >= 1 && status == OK; l--) {
    const kind = activationOf(net, l);
    const count = rows * sizeOf(net, l);
    const z = sumsOf(net, rows, work, l);
    const h = outputsOf(net, rows, work, l);
    const rd = deltasOf(net, rows, along, l);
    if (l == layersOf(net)) memory.fill(rd, 0, (<usize>count) << 2);
    else activation_slope(kind, count, z, h, rd, rd);
    if (!piecewiseLinear(kind)) {
      activation_curvature(kind, count, z, h, e, sumsOf(net, rows, along, l), rd);
    }
    status = addLayer(net, x, rows, work, along, l, out);
    if (l == 1 || status != OK) break;
    e = deltasOf(net, rows, spare, l - 1);
    const d = deltasOf(net, rows, work, l);
    const re = deltasOf(net, rows, along, l - 1);
    status = carryBack(net, parameters, direction, rows, l, d, rd, e, re);
  }
  scratch_release(mark);
  return status;
}
