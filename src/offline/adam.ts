import { core, type FloatBlock } from "../core/index.js";

/**
 * One step of Adam down `gradient`, in place; `step` counts from 1. The small constant is that of
 * TensorFlow, which the published baselines train with.
 */
export function adamStep(
  parameters: FloatBlock,
  gradient: FloatBlock,
  moments: FloatBlock,
  rate: number,
  step: number,
): void {
  const { length, pointer } = parameters;
  const [slopes, memory] = [gradient.pointer, moments.pointer];
  core().adam_step(length, pointer, slopes, memory, rate, 0.9, 0.999, 1e-7, step);
}
