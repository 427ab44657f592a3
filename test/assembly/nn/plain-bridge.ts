/** A bridge's mini-batch, plateau rule and moving average in plain double arithmetic. */
import { forward, type Shape } from "./plain-network.js";

export interface Bridge {
  low: number[][];
  high: number[][];
  /** High score, low score. */
  scores: number[][];
  /** Share of the low end, deviation, the network's input, a time each. */
  schedule: number[][];
}

export interface Draws {
  /** In (0, 1): two a row, for time and dropout. */
  uniform: ArrayLike<number>;
  /** d a row. */
  normal: ArrayLike<number>;
}

/** Inputs [x_t, time, scores] and targets x_t − x_high of the pairs in `order`. */
export function miniBatch(bridge: Bridge, order: number[], draws: Draws, dropout: number) {
  const inputs: number[][] = [];
  const targets: number[][] = [];
  order.forEach((pair, i) => {
    const t = Math.floor(draws.uniform[2 * i]! * bridge.schedule.length);
    const [share, deviation, seen] = bridge.schedule[t]!;
    const high = bridge.high[pair]!;
    const x = high.map(
      (value, j) =>
        (1 - share!) * value +
        share! * bridge.low[pair]![j]! +
        deviation! * draws.normal[i * high.length + j]!,
    );
    const shown = draws.uniform[2 * i + 1]! >= dropout;
    inputs.push([...x, seen!, ...(shown ? bridge.scores[pair]! : [0, 0])]);
    targets.push(x.map((value, j) => value - high[j]!));
  });
  return { inputs, targets };
}

export function absoluteError(
  shape: Shape,
  parameters: Float64Array,
  { inputs, targets }: ReturnType<typeof miniBatch>,
): number {
  const outputs = forward(shape, parameters, inputs);
  const gaps = outputs.flatMap((row, i) =>
    row.map((value, j) => Math.abs(value - targets[i]![j]!)),
  );
  return gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}

/** PyTorch's ReduceLROnPlateau: rates after each of the losses. */
export function plateauRates(losses: number[], rate: number, patience: number): number[] {
  let [best, bad, cooling, current] = [Number.POSITIVE_INFINITY, 0, 0, rate];
  return losses.map((loss) => {
    if (loss < best * (1 - 1e-4)) [best, bad] = [loss, 0];
    else bad += 1;
    if (cooling > 0) [cooling, bad] = [cooling - 1, 0];
    if (bad > patience) {
      current = Math.max(current / 2, 5e-7);
      [cooling, bad] = [patience, 0];
    }
    return current;
  });
}
