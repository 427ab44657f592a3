/** Nodes over whole tiles: element by element, two at a time; `out` may be an operand. */
import { doubles } from "../memory/access";
import { total } from "./sums";

/** out = x + z. */
export function sum_tiles(count: i32, x: usize, z: usize, out: usize): void {
  const end = x + doubles(count);
  const toZ = z - x;
  const toOut = out - x;
  for (let at = x; at < end; at += 16) {
    v128.store(at + toOut, f64x2.add(v128.load(at), v128.load(at + toZ)));
  }
}

/** out = x ∘ z. */
export function multiply_tiles(count: i32, x: usize, z: usize, out: usize): void {
  const end = x + doubles(count);
  const toZ = z - x;
  const toOut = out - x;
  for (let at = x; at < end; at += 16) {
    v128.store(at + toOut, f64x2.mul(v128.load(at), v128.load(at + toZ)));
  }
}

/** out = factor · x. */
export function scale_tile(count: i32, factor: f64, x: usize, out: usize): void {
  const factors = f64x2.splat(factor);
  const end = x + doubles(count);
  const toOut = out - x;
  for (let at = x; at < end; at += 16) {
    v128.store(at + toOut, f64x2.mul(v128.load(at), factors));
  }
}

/** Σ x ∘ z. */
export function inner_tiles(count: i32, x: usize, z: usize): f64 {
  let even = f64x2.splat(0);
  let odd = even;
  const end = x + doubles(count);
  const toZ = z - x;
  // Tiles are multiples of four elements, so that two sums share the latency of addition.
  for (let at = x; at < end; at += 32) {
    even = f64x2.add(even, f64x2.mul(v128.load(at), v128.load(at + toZ)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(at, 16), v128.load(at + toZ, 16)));
  }
  return total(f64x2.add(even, odd));
}

/** Σ x. */
export function sum_of_tile(count: i32, x: usize): f64 {
  let lanes = f64x2.splat(0);
  const end = x + doubles(count);
  for (let at = x; at < end; at += 16) lanes = f64x2.add(lanes, v128.load(at));
  return total(lanes);
}
