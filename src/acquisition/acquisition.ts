/** What an acquisition function gives for m batches of q points. */
export interface AcquisitionValues {
  /** m values; larger is better. */
  readonly value: Float64Array;
  /** m × q × d, row-major; empty where no gradient was wanted. */
  readonly gradient: Float64Array;
}

/**
 * How much is to be gained by evaluating a point, or a batch of q points at once. Any object with
 * this shape can be optimized by `optimizeAcquisition`, those of this module and a user's own.
 */
export interface AcquisitionFunction {
  /** Number of inputs d of a point. */
  readonly dimension: number;
  /** Points that are valued together, q; default 1. */
  readonly batch?: number;
  /**
   * Values and gradients of many batches in one call.
   *
   * @param X  m × q × d, row-major
   */
  evaluate(X: Float64Array, options?: EvaluateOptions): AcquisitionValues;
}

export interface EvaluateOptions {
  /** Default true; false spares the work. */
  readonly gradient?: boolean;
  /** Whether a rough value is enough, as for the choice of starts, where one is cheaper. */
  readonly rough?: boolean;
}
