/**
 * A kernel as a small program: nodes in postfix order, each a leaf (a covariance function on some
 * of the inputs) or a combination of earlier nodes. The host writes the block, see
 * src/gp/kernels/compile.ts; `covariance_bind` fills in the constants for given hyperparameters.
 *
 * Layout in bytes:
 *   0 inputs d · 4 hyperparameters p · 8 nodes · 12 slots (tiles that an evaluation needs at once)
 *   32 + 32 i: node i of eight i32
 *     0 operation · 4 count of active inputs · 8 their indices, i32 at this offset
 *     12 first hyperparameter · 16 shared: 1 when one lengthscale serves all active inputs
 *     20 left child (the right one is node i − 1) · 24 slot · 28 constants, f64 at this offset
 *   constants of a node: extra, power, then `count` scales, then `count` weights
 */

import { exp_f64 } from "../math";
import { at } from "../memory/access";
import { OK } from "../status";

export const SUM: i32 = 0;
export const PRODUCT: i32 = 1;
export const SCALE: i32 = 2;
export const RBF: i32 = 3;
export const MATERN12: i32 = 4;
export const MATERN32: i32 = 5;
export const MATERN52: i32 = 6;
export const RATIONAL_QUADRATIC: i32 = 7;
export const COSINE: i32 = 8;
export const PERIODIC: i32 = 9;
export const HAMMING: i32 = 10;
export const LINEAR: i32 = 11;
export const POLYNOMIAL: i32 = 12;

const PI: f64 = 3.141592653589793;

export function inputsOf(kernel: usize): i32 {
  return load<i32>(kernel);
}

export function nodesOf(kernel: usize): i32 {
  return load<i32>(kernel, 8);
}

export function slotsOf(kernel: usize): i32 {
  return load<i32>(kernel, 12);
}

/** Address of node `index`. */
export function nodeOf(kernel: usize, index: i32): usize {
  return kernel + 32 + ((<usize>index) << 5);
}

export function operationOf(node: usize): i32 {
  return load<i32>(node);
}

export function countOf(node: usize): i32 {
  return load<i32>(node, 4);
}

/** The input that the leaf's active input `index` stands for. */
export function inputOf(kernel: usize, node: usize, index: i32): i32 {
  return load<i32>(kernel + load<i32>(node, 8) + ((<usize>index) << 2));
}

/** Position of the node's first hyperparameter. */
export function parameterOf(node: usize): i32 {
  return load<i32>(node, 12);
}

export function sharedOf(node: usize): bool {
  return load<i32>(node, 16) != 0;
}

export function leftOf(node: usize): i32 {
  return load<i32>(node, 20);
}

export function slotOf(node: usize): i32 {
  return load<i32>(node, 24);
}

/** Address of the node's constants. */
export function constantsOf(kernel: usize, node: usize): usize {
  return kernel + load<i32>(node, 28);
}

/** Outputscale of a scale node, α of a rational quadratic, offset of a polynomial. */
export function extraOf(constants: usize): f64 {
  return load<f64>(constants);
}

/** The whole-numbered power of a polynomial. */
export function powerOf(constants: usize): i32 {
  return <i32>load<f64>(constants, 8);
}

/** What each active input is multiplied by before inputs meet. */
export function scalesOf(constants: usize): usize {
  return constants + 16;
}

/** Factor of each active input's term in a periodic or Hamming sum. */
export function weightsOf(constants: usize, count: i32): usize {
  return constants + 16 + ((<usize>count) << 3);
}

/** How many hyperparameters precede the second group of a leaf (period, α). */
export function firstGroup(node: usize): i32 {
  return sharedOf(node) ? 1 : countOf(node);
}

/** Scale and weight of active input `index` from its lengthscale and, if periodic, its period. */
function bindInput(node: usize, constants: usize, theta: usize, index: i32): void {
  const operation = operationOf(node);
  const count = countOf(node);
  const shared = sharedOf(node);
  const own = shared ? 0 : index;
  let scale: f64 = 1;
  let weight: f64 = 1;
  if (operation != POLYNOMIAL) {
    const value = exp_f64(load<f64>(at(theta, own)));
    if (operation == HAMMING) weight = 1 / (value * <f64>count);
    else if (operation == LINEAR) scale = sqrt(value);
    else if (operation == COSINE) scale = PI / value;
    else if (operation == PERIODIC) {
      weight = 2 / value;
      scale = PI / exp_f64(load<f64>(at(theta, own + firstGroup(node))));
    } else scale = 1 / value;
  }
  store<f64>(at(scalesOf(constants), index), scale);
  store<f64>(at(weightsOf(constants, count), index), weight);
}

/**
 * Sets the hyperparameters of a kernel: `theta` holds their natural logarithms, p doubles.
 *
 * @returns 0, or −2 when a value of theta is not finite
 * Cost: O(p).
 */
export function covariance_bind(kernel: usize, theta: usize): i32 {
  const parameters = load<i32>(kernel, 4);
  for (let i = 0; i < parameters; i++) {
    const value = load<f64>(at(theta, i));
    if (!(abs(value) < Infinity)) return -2;
  }
  const nodes = nodesOf(kernel);
  for (let i = 0; i < nodes; i++) {
    const node = nodeOf(kernel, i);
    const operation = operationOf(node);
    if (operation == SUM || operation == PRODUCT) continue;
    const constants = constantsOf(kernel, node);
    const own = at(theta, parameterOf(node));
    const count = countOf(node);
    for (let j = 0; j < count; j++) bindInput(node, constants, own, j);
    if (operation == SCALE || operation == POLYNOMIAL)
      store<f64>(constants, exp_f64(load<f64>(own)));
    if (operation == RATIONAL_QUADRATIC) {
      store<f64>(constants, exp_f64(load<f64>(at(own, firstGroup(node)))));
    }
  }
  return OK;
}
