/** From a kernel to the words of its program: layout in assembly/covariance/program.ts. */
import { InputError } from "../../errors.js";
import { type Prior, toPrior } from "../priors.js";
import { catalogue, type Group } from "./catalogue.js";
import { join } from "./check.js";
import type { Bounds, Kernel } from "./kernel.js";

/** One number that fitting may move, in natural units. */
export interface Hyperparameter {
  /** Path inside the kernel's data: `kernels[0].kernel.lengthscale[2]`. */
  readonly name: string;
  readonly initial: number;
  readonly lower: number;
  readonly upper: number;
  readonly prior: Prior | null;
}

interface Node {
  readonly operation: number;
  readonly dims: readonly number[];
  readonly parameter: number;
  readonly shared: boolean;
  readonly left: number;
  readonly slot: number;
  readonly power: number;
}

export interface Compiled {
  readonly parameters: readonly Hyperparameter[];
  /** The block of the program, its constants not yet set. */
  readonly image: Float64Array;
}

/** Compiles a checked kernel for `d` inputs. Throws `InputError` where they do not fit. */
export function compile(kernel: Kernel, d: number): Compiled {
  const nodes: Node[] = [];
  const parameters: Hyperparameter[] = [];
  append(kernel, d, "", 0, nodes, parameters);
  return { parameters, image: assemble(nodes, d, parameters.length) };
}

/** Appends the nodes of a kernel in postfix order; its value goes to `slot`. */
function append(
  kernel: Kernel,
  d: number,
  path: string,
  slot: number,
  nodes: Node[],
  parameters: Hyperparameter[],
): void {
  const { operation, groups } = catalogue[kernel.type]!;
  const plain = { operation, dims: [], parameter: 0, shared: false, left: 0, slot, power: 0 };
  if ("kernels" in kernel) {
    const field = join(path, "kernels");
    kernel.kernels.forEach((part, i) => {
      const left = nodes.length - 1;
      append(part, d, `${field}[${i}]`, i === 0 ? slot : slot + 1, nodes, parameters);
      if (i > 0) nodes.push({ ...plain, left });
    });
    return;
  }
  const dims = "kernel" in kernel ? [] : activeDims(kernel.activeDims, d, path);
  if ("kernel" in kernel) {
    append(kernel.kernel, d, join(path, "kernel"), slot, nodes, parameters);
  }
  const parameter = parameters.length;
  const shared = !groups[0]!.perInput || ("ard" in kernel && kernel.ard === false);
  for (const group of groups) {
    parameters.push(...hyperparameters(kernel, group, shared, dims.length, path));
  }
  const power = kernel.type === "polynomial" ? kernel.power : 0;
  nodes.push({ ...plain, dims, parameter, shared, power });
}

function activeDims(dims: readonly number[] | undefined, d: number, path: string): number[] {
  if (dims === undefined) return Array.from({ length: d }, (_, i) => i);
  const wrong = dims.findIndex((dim) => dim >= d);
  if (wrong < 0) return [...dims];
  throw new InputError(
    `${join(path, "activeDims")}[${wrong}]`,
    dims[wrong],
    `there are ${d} inputs, counted from 0`,
  );
}

/** The hyperparameters of one group, with the defaults that the kernel leaves open. */
function hyperparameters(
  kernel: Kernel,
  group: Group,
  shared: boolean,
  count: number,
  path: string,
): Hyperparameter[] {
  const fields = kernel as unknown as Readonly<Record<string, unknown>>;
  const single = shared || !group.perInput;
  const given = fields[group.field] as number | readonly number[] | undefined;
  const name = join(path, group.field);
  if (typeof given === "object" && given.length !== count) {
    throw new InputError(name, given, `give one number, or one for each of ${count} active inputs`);
  }
  const stated = fields[group.prior] as Prior | null | undefined;
  const prior = stated === undefined ? group.defaultPrior(count) : stated && toPrior(stated);
  const bounds = fields[group.bounds] as Bounds | undefined;
  return Array.from({ length: single ? 1 : count }, (_, i) => {
    const value = typeof given === "object" ? given[i] : given;
    const [least, most] = bounds ?? [group.lower, group.upper];
    const start = prior !== null && prior.mode > 0 ? prior.mode : group.initial;
    const initial = value ?? Math.min(Math.max(start, least), most);
    // A given value widens the default box: it was meant.
    const [lower, upper] = [Math.min(least, initial), Math.max(most, initial)];
    return { name: single ? name : `${name}[${i}]`, initial, lower, upper, prior };
  });
}

function assemble(nodes: readonly Node[], d: number, parameters: number): Float64Array {
  const slots = 1 + Math.max(...nodes.map(({ slot }) => slot));
  // Indices are padded to an even number of words, so that constants lie on whole doubles.
  let words = 8 + 8 * nodes.length;
  const dimsAt = nodes.map(({ dims }) => {
    const offset = words;
    words += dims.length + (dims.length % 2);
    return offset;
  });
  let doubles = words / 2;
  const constantsAt = nodes.map(({ dims }) => {
    const offset = doubles;
    doubles += 2 + 2 * dims.length;
    return offset;
  });
  const image = new Float64Array(doubles);
  const word = new Int32Array(image.buffer);
  word.set([d, parameters, nodes.length, slots]);
  nodes.forEach((node, i) => {
    const { operation, dims, parameter, shared, left, slot, power } = node;
    const flags = [dims.length, dimsAt[i]! * 4, parameter, shared ? 1 : 0];
    word.set([operation, ...flags, left, slot, constantsAt[i]! * 8], 8 + 8 * i);
    word.set(dims, dimsAt[i]!);
    image[constantsAt[i]! + 1] = power;
  });
  return image;
}
