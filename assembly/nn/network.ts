/**
 * A dense network and its workspace in memory.
 *
 * The network is a list of 32-bit words: the number of layers L, the L + 1 sizes, the L activations.
 * Its parameters are one array of floats, layer by layer: weights (inputs × outputs, row-major),
 * then biases. A workspace for a batch of B rows holds for every layer the sums z, the outputs
 * h = φ(z) and the deltas ∂/∂z, each B × size.
 */

export function layersOf(net: usize): i32 {
  return load<i32>(net);
}

/** Width of layer `index`; 0 is the input. */
export function sizeOf(net: usize, index: i32): i32 {
  return load<i32>(net + ((<usize>index) << 2), 4);
}

/** Activation of layer `index`, from 1. */
export function activationOf(net: usize, index: i32): i32 {
  return load<i32>(net + ((<usize>(layersOf(net) + index)) << 2), 4);
}

/** Floats of the parameters of layer `index`. */
function layerParameters(net: usize, index: i32): i32 {
  return (sizeOf(net, index - 1) + 1) * sizeOf(net, index);
}

/** Number of parameters of the whole network. */
export function network_parameters(net: usize): i32 {
  let count = 0;
  for (let l = 1; l <= layersOf(net); l++) count += layerParameters(net, l);
  return count;
}

/** Address of the weights of layer `index` in a parameter array. */
export function weightsOf(net: usize, parameters: usize, index: i32): usize {
  for (let l = 1; l < index; l++) parameters += (<usize>layerParameters(net, l)) << 2;
  return parameters;
}

/** Address of the biases of layer `index`, given that of its weights. */
export function biasesOf(net: usize, weights: usize, index: i32): usize {
  return weights + ((<usize>(sizeOf(net, index - 1) * sizeOf(net, index))) << 2);
}

/** Floats of one array of a layer, rounded up to whole cache lines. */
function stretch(net: usize, rows: i32, index: i32): usize {
  return <usize>(rows * sizeOf(net, index) + 15) & ~15;
}

/** Bytes of a workspace for a batch of `rows`. */
export function network_workspace(net: usize, rows: i32): usize {
  let count: usize = 0;
  for (let l = 1; l <= layersOf(net); l++) count += 3 * stretch(net, rows, l);
  return count << 2;
}

/** Address of the sums z of layer `index`. */
export function sumsOf(net: usize, rows: i32, work: usize, index: i32): usize {
  for (let l = 1; l < index; l++) work += (3 * stretch(net, rows, l)) << 2;
  return work;
}

/** Address of the outputs h of layer `index`. */
export function outputsOf(net: usize, rows: i32, work: usize, index: i32): usize {
  return sumsOf(net, rows, work, index) + (stretch(net, rows, index) << 2);
}

/** Address of the deltas of layer `index`. */
export function deltasOf(net: usize, rows: i32, work: usize, index: i32): usize {
  return outputsOf(net, rows, work, index) + (stretch(net, rows, index) << 2);
}

/** The widest layer, the input included. */
export function widest(net: usize): i32 {
  let width = 0;
  for (let l = 0; l <= layersOf(net); l++) width = max(width, sizeOf(net, l));
  return width;
}
