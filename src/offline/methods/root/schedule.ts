/** The law of a Brownian bridge between the two ends of a pair, and the times it is walked back. */

export interface BridgeSchedule {
  /** m_t, the share of the low end at time t; near 0 at time 0, near 1 at the last. */
  readonly share: Float64Array;
  /** δ_t, the variance of an entry of x_t. */
  readonly variance: Float64Array;
}

/** m_t stays this far from 0 and 1, so that no variance vanishes. */
const MARGIN = 0.001;

/** m_t linear in t and δ_t = 2 (m_t − m_t²) · `spread`, at times 0 … `times` − 1. */
export function bridgeSchedule(times: number, spread: number): BridgeSchedule {
  const share = Float64Array.from(
    { length: times },
    (_, t) => MARGIN + ((1 - 2 * MARGIN) * t) / (times - 1),
  );
  return { share, variance: share.map((m) => 2 * spread * (m - m * m)) };
}

/** `steps` of the times: from the last down to 1 in even strides, then 1 and 0. */
export function samplingTimes(times: number, steps: number): number[] {
  if (steps >= times) return Array.from({ length: times }, (_, i) => times - 1 - i);
  const strides = steps - 2;
  const between = Array.from({ length: strides }, (_, k) =>
    Math.floor(((times - 1) * (strides - k)) / strides),
  );
  return [...between.filter((t) => t > 1), 1, 0];
}

/** How x at time `from` and the guess of the high end make x at the earlier time `to`. */
export interface Stride {
  /** Share of the low end in the new mean. */
  readonly share: number;
  /** What is kept of x's deviation from its own mean. */
  readonly kept: number;
  /** Deviation of fresh noise. */
  readonly fresh: number;
}

/** The bridge's own law of x_to given x_from and both ends. */
export function strideOf({ share, variance }: BridgeSchedule, from: number, to: number): Stride {
  const ratio = (1 - share[from]!) / (1 - share[to]!);
  const backward = variance[to]! / variance[from]!;
  const step = variance[from]! - variance[to]! * ratio * ratio;
  const fresh = Math.sqrt(Math.max(step * backward, 0));
  return { share: share[to]!, kept: ratio * backward, fresh };
}
