import { FloatBlock } from "../core/index.js";
import { DISPOSE } from "../dispose.js";

/** Inputs and scores in the core's memory, shared by the members of an ensemble. */
export class Examples implements Disposable {
  readonly x: FloatBlock;
  readonly y: FloatBlock;
  readonly n: number;
  readonly d: number;

  constructor(x: Float32Array, y: Float32Array, d: number) {
    this.n = y.length;
    this.d = d;
    this.x = FloatBlock.from(x);
    this.y = FloatBlock.from(y);
  }

  dispose(): void {
    this.x.dispose();
    this.y.dispose();
  }

  [DISPOSE](): void {
    this.dispose();
  }
}
