/** k = exp(−r²/2); its slope c = −2 dk/dr² is k again. */
import { doubles } from "../memory/access";
import { decay_tile } from "./decay";

/** −½ log₂e. */
const RATE: f64 = -0.7213475204444817;

/** k of the squared distances t, which are lost. */
export function rbfValues(count: i32, t: usize, k: usize): void {
  decay_tile(count, t, RATE, t, k);
}

/** k and c of the squared distances t. */
export function rbfSlopes(count: i32, t: usize, k: usize, c: usize): void {
  decay_tile(count, t, RATE, c, k);
  memory.copy(c, k, doubles(count));
}
