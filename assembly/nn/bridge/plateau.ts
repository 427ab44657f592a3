import { count, number, setNumber, setWord } from "../training/trainer";
import { BEST, COOLING, PATIENCE, RATE, WAITED } from "./trainer";

/** A loss must fall by this share to count as better. */
const THRESHOLD: f64 = 1e-4;
const FACTOR: f64 = 0.5;
const LEAST_RATE: f64 = 5e-7;

/**
 * Halves the rate where the loss has not been better for more than `PATIENCE` steps; as many steps
 * are not counted after that. Source: PyTorch's ReduceLROnPlateau, as ROOT sets it.
 */
export function watchPlateau(trainer: usize, loss: f64): void {
  let waited = count(trainer, WAITED) + 1;
  if (loss < number(trainer, BEST) * (1 - THRESHOLD)) {
    setNumber(trainer, BEST, loss);
    waited = 0;
  }
  const cooling = count(trainer, COOLING);
  if (cooling > 0) {
    setWord(trainer, COOLING, <usize>(cooling - 1));
    waited = 0;
  }
  const patience = count(trainer, PATIENCE);
  if (waited > patience) {
    setNumber(trainer, RATE, max(FACTOR * number(trainer, RATE), LEAST_RATE));
    setWord(trainer, COOLING, <usize>patience);
    waited = 0;
  }
  setWord(trainer, WAITED, <usize>waited);
}
