/**
 * Covariance by its formulas, one pair of points at a time: the twin of assembly/covariance.
 *
 * A pair's value is computed node by node; its gradient runs backwards through the nodes from a
 * weight on the root (reverse mode).
 */
import * as program from "../covariance/program";
import { cos_f64, exp_f64, log1p_f64, sin_f64 } from "../math";
import { at, doubles, elementOf, rowOf } from "../memory/access";
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";

const SQRT3: f64 = 1.7320508075688772;
const SQRT5: f64 = 2.23606797749979;

/** The scaled difference of active input `index`. */
function difference(kernel: usize, node: usize, index: i32, x: usize, z: usize): f64 {
  const scale = load<f64>(at(program.scalesOf(program.constantsOf(kernel, node)), index));
  const input = program.inputOf(kernel, node, index);
  return (load<f64>(at(x, input)) - load<f64>(at(z, input))) * scale;
}

/** The scaled product of active input `index`. */
function productOfInput(kernel: usize, node: usize, index: i32, x: usize, z: usize): f64 {
  const scale = load<f64>(at(program.scalesOf(program.constantsOf(kernel, node)), index));
  const input = program.inputOf(kernel, node, index);
  return load<f64>(at(x, input)) * scale * (load<f64>(at(z, input)) * scale);
}

/** What a leaf is a function of: squared distance, periodic or Hamming sum, or inner product. */
function statistic(kernel: usize, node: usize, x: usize, z: usize): f64 {
  const operation = program.operationOf(node);
  const count = program.countOf(node);
  const weights = program.weightsOf(program.constantsOf(kernel, node), count);
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) {
    const u = difference(kernel, node, i, x, z);
    const weight = load<f64>(at(weights, i));
    if (operation == program.LINEAR || operation == program.POLYNOMIAL) {
      sum += productOfInput(kernel, node, i, x, z);
    } else if (operation == program.HAMMING) sum += u == 0 ? 0 : weight;
    else if (operation == program.PERIODIC) sum += weight * sin_f64(u) * sin_f64(u);
    else sum += u * u;
  }
  return sum;
}

function power(base: f64, exponent: i32): f64 {
  let result: f64 = 1;
  for (let i = 0; i < exponent; i++) result *= base;
  return result;
}

/** The leaf's value at statistic `t`. */
function leafValue(operation: i32, constants: usize, t: f64): f64 {
  const extra = program.extraOf(constants);
  if (operation == program.RBF) return exp_f64(-0.5 * t);
  if (operation == program.MATERN12) return exp_f64(-sqrt(t));
  if (operation == program.MATERN32) return (1 + SQRT3 * sqrt(t)) * exp_f64(-SQRT3 * sqrt(t));
  if (operation == program.MATERN52) {
    const a = SQRT5 * sqrt(t);
    return (1 + a + (a * a) / 3) * exp_f64(-a);
  }
  if (operation == program.RATIONAL_QUADRATIC) return exp_f64(-extra * log1p_f64(t / (2 * extra)));
  if (operation == program.COSINE) return cos_f64(sqrt(t));
  if (operation == program.POLYNOMIAL) return power(t + extra, program.powerOf(constants));
  if (operation == program.LINEAR) return t;
  return exp_f64(-t);
}

/** −2 times the derivative of a radial leaf in r²; minus the derivative in t of the others. */
function leafSlope(operation: i32, constants: usize, t: f64): f64 {
  const extra = program.extraOf(constants);
  const r = sqrt(t);
  if (operation == program.MATERN12) return r == 0 ? 0 : exp_f64(-r) / r;
  if (operation == program.MATERN32) return 3 * exp_f64(-SQRT3 * r);
  if (operation == program.MATERN52) return (5 / 3) * (1 + SQRT5 * r) * exp_f64(-SQRT5 * r);
  if (operation == program.RATIONAL_QUADRATIC) {
    return exp_f64(-(extra + 1) * log1p_f64(t / (2 * extra)));
  }
  if (operation == program.COSINE) return r == 0 ? 1 : sin_f64(r) / r;
  if (operation == program.LINEAR) return -1;
  if (operation == program.POLYNOMIAL) {
    const exponent = program.powerOf(constants);
    return -(<f64>exponent) * power(t + extra, exponent - 1);
  }
  return leafValue(operation, constants, t);
}

/** Adds `value` to element `index` of `target`, if there is a target. */
function add(target: usize, index: i32, value: f64): void {
  if (target != 0) store<f64>(at(target, index), load<f64>(at(target, index)) + value);
}

/** Adds the gradients of a leaf whose value has the adjoint `weight`; `gradX` is one row. */
function leafPullback(
  kernel: usize,
  node: usize,
  x: usize,
  z: usize,
  weight: f64,
  gradTheta: usize,
  gradX: usize,
): void {
  const operation = program.operationOf(node);
  const constants = program.constantsOf(kernel, node);
  const count = program.countOf(node);
  const t = statistic(kernel, node, x, z);
  const c = weight * leafSlope(operation, constants, t);
  const first = program.parameterOf(node);
  for (let i = 0; i < count; i++) {
    const scale = load<f64>(at(program.scalesOf(constants), i));
    const w = load<f64>(at(program.weightsOf(constants, count), i));
    const input = program.inputOf(kernel, node, i);
    const own = first + (program.sharedOf(node) ? 0 : i);
    const u = difference(kernel, node, i, x, z);
    if (operation == program.LINEAR || operation == program.POLYNOMIAL) {
      if (operation == program.LINEAR)
        add(gradTheta, own, -c * productOfInput(kernel, node, i, x, z));
      add(gradX, input, -c * scale * scale * load<f64>(at(z, input)));
    } else if (operation == program.HAMMING) {
      if (u != 0) add(gradTheta, own, c * w);
    } else if (operation == program.PERIODIC) {
      const slope = c * w * sin_f64(2 * u);
      add(gradTheta, own, c * w * sin_f64(u) * sin_f64(u));
      add(gradTheta, own + program.firstGroup(node), slope * u);
      add(gradX, input, -slope * scale);
    } else {
      add(gradTheta, own, c * u * u);
      add(gradX, input, -c * u * scale);
    }
  }
  const extra = program.extraOf(constants);
  if (operation == program.POLYNOMIAL) add(gradTheta, first, -c * extra);
  if (operation == program.RATIONAL_QUADRATIC) {
    const b = t / (2 * extra);
    const value = leafValue(operation, constants, t);
    const slope = extra * value * (b / (1 + b) - log1p_f64(b));
    add(gradTheta, first + program.firstGroup(node), weight * slope);
  }
}

/** Values of all nodes at the pair (x, z); the root's value is returned. */
function pairValue(kernel: usize, x: usize, z: usize, values: usize): f64 {
  const nodes = program.nodesOf(kernel);
  let value: f64 = 0;
  for (let i = 0; i < nodes; i++) {
    const node = program.nodeOf(kernel, i);
    const operation = program.operationOf(node);
    const before = value;
    if (operation == program.SCALE) {
      value = before * program.extraOf(program.constantsOf(kernel, node));
    } else if (operation == program.SUM)
      value = load<f64>(at(values, program.leftOf(node))) + before;
    else if (operation == program.PRODUCT) {
      value = load<f64>(at(values, program.leftOf(node))) * before;
    } else {
      const constants = program.constantsOf(kernel, node);
      value = leafValue(operation, constants, statistic(kernel, node, x, z));
    }
    store<f64>(at(values, i), value);
  }
  return value;
}

/** Adds the gradients of `weight` · k(x, z); `values` holds two doubles a node. */
function pairPullback(
  kernel: usize,
  x: usize,
  z: usize,
  weight: f64,
  values: usize,
  gradTheta: usize,
  gradX: usize,
): void {
  const nodes = program.nodesOf(kernel);
  const adjoints = at(values, nodes);
  pairValue(kernel, x, z, values);
  store<f64>(at(adjoints, nodes - 1), weight);
  for (let i = nodes - 1; i >= 0; i--) {
    const node = program.nodeOf(kernel, i);
    const operation = program.operationOf(node);
    const adjoint = load<f64>(at(adjoints, i));
    const left = program.leftOf(node);
    if (operation == program.SUM) {
      store<f64>(at(adjoints, left), adjoint);
      store<f64>(at(adjoints, i - 1), adjoint);
    } else if (operation == program.PRODUCT) {
      store<f64>(at(adjoints, left), adjoint * load<f64>(at(values, i - 1)));
      store<f64>(at(adjoints, i - 1), adjoint * load<f64>(at(values, left)));
    } else if (operation == program.SCALE) {
      const scale = program.extraOf(program.constantsOf(kernel, node));
      store<f64>(at(adjoints, i - 1), adjoint * scale);
      add(gradTheta, program.parameterOf(node), adjoint * load<f64>(at(values, i)));
    } else leafPullback(kernel, node, x, z, adjoint, gradTheta, gradX);
  }
}

/** Workspace of one pair: a value and an adjoint a node. */
function pairSpace(kernel: usize): usize {
  return scratch_allocate(doubles(2 * program.nodesOf(kernel)));
}

export function reference_covariance_cross(
  kernel: usize,
  x: usize,
  m: i32,
  z: usize,
  n: i32,
  d: i32,
  k: usize,
  ldk: i32,
): i32 {
  const mark = scratch_mark();
  const values = pairSpace(kernel);
  if (values == 0) return OUT_OF_MEMORY;
  for (let a = 0; a < m; a++) {
    for (let b = 0; b < n; b++) {
      const value = pairValue(kernel, rowOf(x, a, d), rowOf(z, b, d), values);
      store<f64>(elementOf(k, a, b, ldk), value);
    }
  }
  scratch_release(mark);
  return OK;
}

export function reference_covariance_gram(
  kernel: usize,
  x: usize,
  n: i32,
  d: i32,
  k: usize,
  ldk: i32,
): i32 {
  return reference_covariance_cross(kernel, x, n, x, n, d, k, ldk);
}

export function reference_covariance_diagonal(
  kernel: usize,
  x: usize,
  n: i32,
  d: i32,
  out: usize,
): i32 {
  const mark = scratch_mark();
  const values = pairSpace(kernel);
  if (values == 0) return OUT_OF_MEMORY;
  for (let a = 0; a < n; a++) {
    const row = rowOf(x, a, d);
    store<f64>(at(out, a), pairValue(kernel, row, row, values));
  }
  scratch_release(mark);
  return OK;
}

export function reference_covariance_gram_pullback(
  kernel: usize,
  x: usize,
  n: i32,
  d: i32,
  g: usize,
  ldg: i32,
  gradTheta: usize,
): i32 {
  const mark = scratch_mark();
  const values = pairSpace(kernel);
  if (values == 0) return OUT_OF_MEMORY;
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      const weight = load<f64>(elementOf(g, a, b, ldg)) * (b == a ? 1 : 2);
      pairPullback(kernel, rowOf(x, a, d), rowOf(x, b, d), weight, values, gradTheta, 0);
    }
  }
  scratch_release(mark);
  return OK;
}

export function reference_covariance_cross_pullback(
  kernel: usize,
  x: usize,
  m: i32,
  z: usize,
  n: i32,
  d: i32,
  w: usize,
  ldw: i32,
  gradTheta: usize,
  gradX: usize,
): i32 {
  const mark = scratch_mark();
  const values = pairSpace(kernel);
  if (values == 0) return OUT_OF_MEMORY;
  for (let a = 0; a < m; a++) {
    const gradRow = gradX == 0 ? 0 : rowOf(gradX, a, d);
    for (let b = 0; b < n; b++) {
      const weight = load<f64>(elementOf(w, a, b, ldw));
      pairPullback(kernel, rowOf(x, a, d), rowOf(z, b, d), weight, values, gradTheta, gradRow);
    }
  }
  scratch_release(mark);
  return OK;
}

export function reference_covariance_diagonal_pullback(
  kernel: usize,
  x: usize,
  m: i32,
  d: i32,
  w: usize,
  gradTheta: usize,
  gradX: usize,
): i32 {
  const mark = scratch_mark();
  const values = pairSpace(kernel);
  if (values == 0) return OUT_OF_MEMORY;
  for (let a = 0; a < m; a++) {
    const row = rowOf(x, a, d);
    const gradRow = gradX == 0 ? 0 : rowOf(gradX, a, d);
    const weight = load<f64>(at(w, a));
    // Both arguments move with x and a kernel is symmetric, so the slope in the first counts twice.
    pairPullback(kernel, row, row, weight, values, gradTheta, 0);
    pairPullback(kernel, row, row, 2 * weight, values, 0, gradRow);
  }
  scratch_release(mark);
  return OK;
}
