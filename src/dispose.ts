/**
 * `Symbol.dispose`, also in engines that have none yet (Safari, Firefox before 141): there it is the
 * symbol by which the helpers of compilers for `using` find it.
 */
export const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");
