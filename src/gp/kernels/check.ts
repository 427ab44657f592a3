/** Checks of kernels, whether made by the constructors or parsed from JSON. */
import { InputError } from "../../errors.js";
import { toPrior } from "../priors.js";
import { type CatalogueEntry, catalogue, type Group } from "./catalogue.js";
import type { Kernel } from "./kernel.js";

type Fields = Readonly<Record<string, unknown>>;

/** The power of a polynomial beyond which float64 holds nothing of use. */
const LARGEST_POWER = 20;

/** Throws `InputError` for a kernel that makes no sense with any number of inputs. */
export function checkKernel<K extends Kernel>(kernel: K, path = ""): K {
  const fields = kernel as unknown as Fields;
  const entry = Object.hasOwn(catalogue, String(kernel?.type)) ? catalogue[kernel.type] : undefined;
  if (entry === undefined) {
    const names = Object.keys(catalogue).join(", ");
    throw new InputError(join(path, "type"), kernel?.type, `a kernel's type is one of ${names}`);
  }
  checkNames(fields, entry, path);
  for (const group of entry.groups) checkGroup(fields, group, path);
  if (fields.activeDims !== undefined) checkActiveDims(fields.activeDims, join(path, "activeDims"));
  if (kernel.type === "polynomial") checkPower(kernel.power, join(path, "power"));
  if (kernel.type === "scale") checkKernel(kernel.kernel, join(path, "kernel"));
  if (kernel.type === "sum" || kernel.type === "product") {
    checkParts(kernel.kernels, join(path, "kernels"));
  }
  return kernel;
}

/** `path.field`, or `field` at the top. */
export function join(path: string, field: string): string {
  return path === "" ? field : `${path}.${field}`;
}

function checkNames(
  fields: Fields,
  { groups, fields: others }: CatalogueEntry,
  path: string,
): void {
  const names = ["type", ...others, ...groups.flatMap((g) => [g.field, g.prior, g.bounds])];
  for (const name of Object.keys(fields)) {
    if (!names.includes(name)) {
      throw new InputError(join(path, name), fields[name], `the options are ${names.join(", ")}`);
    }
  }
  const { ard } = fields;
  if (ard !== undefined && typeof ard !== "boolean") {
    throw new InputError(join(path, "ard"), ard, "give true or false");
  }
}

function checkGroup(fields: Fields, group: Group, path: string): void {
  const parameter = join(path, group.field);
  const value = fields[group.field];
  if (Array.isArray(value)) {
    if (!group.perInput || fields.ard === false) {
      throw new InputError(parameter, value, "give one number: all inputs share it");
    }
    // Here and below not forEach, which passes over the holes of sparse arrays.
    for (const [i, entry] of value.entries()) checkPositive(entry, `${parameter}[${i}]`);
  } else if (value !== undefined) checkPositive(value, parameter);
  const prior = fields[group.prior];
  if (prior !== undefined && prior !== null) toPrior(prior as never, join(path, group.prior));
  const bounds = fields[group.bounds];
  if (bounds !== undefined) checkBounds(bounds, join(path, group.bounds), value, parameter);
}

function checkPositive(value: unknown, parameter: string): void {
  if (typeof value === "number" && value > 0 && value < Infinity) return;
  throw new InputError(parameter, value, "give a positive, finite number");
}

function checkBounds(bounds: unknown, path: string, value: unknown, parameter: string): void {
  if (!Array.isArray(bounds) || bounds.length !== 2) {
    throw new InputError(path, bounds, "give [lower, upper]");
  }
  checkPositive(bounds[0], `${path}[0]`);
  checkPositive(bounds[1], `${path}[1]`);
  if (bounds[0] > bounds[1])
    throw new InputError(`${path}[0]`, bounds[0], "exceeds the upper bound");
  for (const entry of Array.isArray(value) ? value : value === undefined ? [] : [value]) {
    if (entry < bounds[0] || entry > bounds[1]) {
      throw new InputError(parameter, entry, `lies outside its bounds [${bounds.join(", ")}]`);
    }
  }
}

function checkActiveDims(dims: unknown, path: string): void {
  if (!Array.isArray(dims) || dims.length === 0) {
    throw new InputError(path, dims, "give a list of at least one input, or leave it out for all");
  }
  for (const [i, dim] of dims.entries()) {
    if (!Number.isInteger(dim) || dim < 0) {
      throw new InputError(`${path}[${i}]`, dim, "inputs are counted 0, 1, 2, …");
    }
    if (dims.indexOf(dim) < i) throw new InputError(`${path}[${i}]`, dim, "is listed twice");
  }
}

function checkPower(power: unknown, path: string): void {
  const whole = Number.isInteger(power) ? (power as number) : 0;
  if (whole < 1 || whole > LARGEST_POWER) {
    throw new InputError(path, power, `give a whole number from 1 to ${LARGEST_POWER}`);
  }
}

function checkParts(kernels: unknown, path: string): void {
  if (!Array.isArray(kernels) || kernels.length === 0) {
    throw new InputError(path, kernels, "give at least one kernel");
  }
  for (const [i, kernel] of kernels.entries()) checkKernel(kernel, `${path}[${i}]`);
}
