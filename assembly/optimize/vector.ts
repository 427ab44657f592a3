/** Plain loops over short vectors: hyperparameters and coordinates of a point, rarely above 20. */
import { at, doubles } from "../memory/access";

export function copy(n: i32, from: usize, to: usize): void {
  memory.copy(to, from, doubles(n));
}

export function inner(n: i32, a: usize, b: usize): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) sum += load<f64>(at(a, i)) * load<f64>(at(b, i));
  return sum;
}

/** y += alpha · x */
export function addScaled(n: i32, alpha: f64, x: usize, y: usize): void {
  for (let i = 0; i < n; i++) {
    store<f64>(at(y, i), load<f64>(at(y, i)) + alpha * load<f64>(at(x, i)));
  }
}

export function allFinite(n: i32, a: usize): bool {
  for (let i = 0; i < n; i++) {
    if (!isFinite(load<f64>(at(a, i)))) return false;
  }
  return true;
}
