import { Block, checked, core, withScratch } from "../../core/index.js";
import { log } from "../../core/math.js";
import { DISPOSE } from "../../dispose.js";
import { InputError } from "../../errors.js";
import { checkKernel } from "./check.js";
import { compile, type Hyperparameter } from "./compile.js";
import type { Kernel } from "./kernel.js";

/**
 * A kernel in the core's memory, ready for the `covariance_*` exports. Its hyperparameters start
 * at their initial values; `bind` sets others. Dispose of it when done.
 */
export class KernelProgram implements Disposable {
  readonly kernel: Kernel;
  /** Number of inputs d of the points it compares. */
  readonly inputs: number;
  /** What `bind` takes, in order. */
  readonly parameters: readonly Hyperparameter[];
  readonly #block: Block;

  /** Throws `InputError` for a kernel that is malformed or does not fit `d` inputs. */
  constructor(kernel: Kernel, d: number) {
    if (!Number.isInteger(d) || d < 1) throw new InputError("d", d, "give the number of inputs");
    const { parameters, image } = compile(checkKernel(kernel), d);
    this.kernel = kernel;
    this.inputs = d;
    this.parameters = parameters;
    this.#block = Block.from(image);
    this.bind(parameters.map(({ initial }) => log(initial)));
  }

  /** Byte address for the core. Throws `DisposedError` after `dispose`. */
  get pointer(): number {
    return this.#block.pointer;
  }

  /** Sets the hyperparameters to exp(`logParameters`), p values. Throws `InputError`. */
  bind(logParameters: ArrayLike<number>): void {
    const { length } = this.parameters;
    if (logParameters.length !== length) {
      throw new InputError("logParameters", logParameters, `the kernel has ${length} parameters`);
    }
    for (let i = 0; i < length; i++) {
      if (!Number.isFinite(logParameters[i])) {
        throw new InputError(`logParameters[${i}]`, logParameters[i], "give finite numbers");
      }
    }
    const { pointer } = this;
    withScratch((s) => checked(core().covariance_bind(pointer, s.copyIn(logParameters))));
  }

  dispose(): void {
    this.#block.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }
}
