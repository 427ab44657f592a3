/**
 * k = exp(−t) of a sum t over inputs: periodic leaves, t = Σ w sin²(u), and Hamming leaves,
 * t = Σ w [x ≠ x']. The slope c = −dk/dt is k again.
 */
import { doubles } from "../memory/access";
import { decay_tile } from "./decay";

/** −log₂e. */
const RATE: f64 = -1.4426950408889634;

/** k of the sums t, which are lost. */
export function decayingSumValues(count: i32, t: usize, k: usize): void {
  decay_tile(count, t, RATE, t, k);
}

/** k and c of the sums t. */
export function decayingSumSlopes(count: i32, t: usize, k: usize, c: usize): void {
  decay_tile(count, t, RATE, c, k);
  memory.copy(c, k, doubles(count));
}
