/**
 * The binary interface: every export of the core, in the order of its documentation.
 *
 * Letters used everywhere: n training points, m query points, d inputs, q batch, k objectives,
 * ld leading dimension. Matrices are row-major float64; symmetric ones are read and written in
 * their lower triangle. Pointers are byte addresses into the exported memory.
 */

export { heap_allocate, heap_live_blocks, heap_live_bytes, heap_release } from "./memory/heap";
export { scratch_allocate, scratch_mark, scratch_release } from "./memory/scratch";
export { abi_version } from "./runtime";
