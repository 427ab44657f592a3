/**
 * Training of a bridge's denoiser: mini-batches in a given order, a step of Adam down the absolute
 * error every few of them. Nothing crosses the border between the steps.
 *
 * Source: Dao et al. 2025, "ROOT: Rethinking offline optimization as distributional translation
 * via probabilistic bridge".
 */
import { scratch_allocate, scratch_mark, scratch_release } from "../../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../../status";
import { adam_step } from "../adam";
import { network_backward, network_gradient } from "../backward";
import { network_forward, network_output } from "../forward";
import { network_parameters, network_workspace } from "../network";
import { count, number, setNumber, setWord, word } from "../training/trainer";
import { addScaled, setScaled } from "../training/vector";
import { designSize, drawsOf, fillBatch } from "./batch";
import { watchPlateau } from "./plateau";
import {
  ACCUMULATE,
  AVERAGE,
  AVERAGE_EVERY,
  AVERAGE_FROM,
  BATCH,
  BATCHES,
  DECAY,
  DRAWS,
  GRADIENT,
  MEAN_LOSS,
  MOMENTS,
  NETWORK,
  PARAMETERS,
  RATE,
  STEP,
  TARGET,
  UPSTREAM,
  WORK,
  X,
} from "./trainer";

function floats(n: i32): usize {
  return (<usize>n) << 2;
}

/** Room of `bytes` under word `index`; false when memory is exhausted. */
function room(trainer: usize, index: i32, bytes: usize): bool {
  const block = scratch_allocate(bytes + 64);
  setWord(trainer, index, block);
  return block != 0;
}

function makeRoom(trainer: usize): bool {
  const rows = count(trainer, BATCH);
  const d = designSize(trainer);
  return (
    room(trainer, X, floats(rows * (d + 3))) &&
    room(trainer, TARGET, floats(rows * d)) &&
    room(trainer, UPSTREAM, floats(rows * d)) &&
    room(trainer, DRAWS, (<usize>drawsOf(trainer)) << 3) &&
    room(trainer, WORK, network_workspace(word(trainer, NETWORK), rows))
  );
}

/** Mean |output − target| over n entries, and its slopes. */
function absoluteError(n: i32, output: usize, target: usize, upstream: usize): f64 {
  const share = <f32>(1 / <f64>n);
  let sum: f64 = 0;
  for (let i: usize = 0; i < floats(n); i += 4) {
    const gap = load<f32>(output + i) - load<f32>(target + i);
    sum += <f64>abs(gap);
    store<f32>(upstream + i, gap > 0 ? share : gap < 0 ? -share : 0);
  }
  return sum / <f64>n;
}

/** Adds the mini-batch's gradient; leaves its loss in MEAN_LOSS. */
function addGradient(trainer: usize, rows: i32): i32 {
  const net = word(trainer, NETWORK);
  const parameters = word(trainer, PARAMETERS);
  const work = word(trainer, WORK);
  const x = word(trainer, X);
  const upstream = word(trainer, UPSTREAM);
  let status = network_forward(net, parameters, x, rows, work);
  if (status != OK) return status;
  const output = network_output(net, rows, work);
  const n = rows * designSize(trainer);
  setNumber(trainer, MEAN_LOSS, absoluteError(n, output, word(trainer, TARGET), upstream));
  status = network_backward(net, parameters, rows, work, upstream);
  return status == OK ? network_gradient(net, x, rows, work, word(trainer, GRADIENT)) : status;
}

function step(trainer: usize, n: i32): void {
  const gradient = word(trainer, GRADIENT);
  const next = count(trainer, STEP) + 1;
  setWord(trainer, STEP, <usize>next);
  const rate = number(trainer, RATE);
  const parameters = word(trainer, PARAMETERS);
  adam_step(n, parameters, gradient, word(trainer, MOMENTS), rate, 0.9, 0.999, 1e-8, next);
  memory.fill(gradient, 0, floats(n));
  watchPlateau(trainer, number(trainer, MEAN_LOSS));
}

function average(trainer: usize, n: i32, batches: i32): void {
  const parameters = word(trainer, PARAMETERS);
  const mean = word(trainer, AVERAGE);
  const keep = number(trainer, DECAY);
  if (batches <= count(trainer, AVERAGE_FROM)) memory.copy(mean, parameters, floats(n));
  else {
    setScaled(n, <f32>keep, mean, 0, mean);
    addScaled(n, <f32>(1 - keep), parameters, mean);
  }
}

/**
 * Trains on the pairs that `order` names, in mini-batches; the last one may be smaller.
 *
 * @param trainer  as trainer.ts lays it out
 * @param order    n numbers of pairs, 32-bit
 * @returns 0, −1 for a trainer whose mini-batches are empty, or OUT_OF_MEMORY
 * Cost: 6 · n · weights flops, and a normal number an entry of a pair.
 */
export function bridge_train(trainer: usize, order: usize, n: i32): i32 {
  const batch = count(trainer, BATCH);
  if (batch < 1) return -1;
  const parameters = network_parameters(word(trainer, NETWORK));
  const mark = scratch_mark();
  let status = makeRoom(trainer) ? OK : OUT_OF_MEMORY;
  let sum: f64 = 0;
  for (let i = 0; i < n && status == OK; i += batch) {
    const rows = min(batch, n - i);
    status = fillBatch(trainer, order + floats(i), rows);
    if (status == OK) status = addGradient(trainer, rows);
    if (status != OK) break;
    sum += number(trainer, MEAN_LOSS) * <f64>rows;
    const batches = count(trainer, BATCHES) + 1;
    setWord(trainer, BATCHES, <usize>batches);
    if (batches % count(trainer, ACCUMULATE) == 0) step(trainer, parameters);
    if (batches % count(trainer, AVERAGE_EVERY) == 0) average(trainer, parameters, batches);
  }
  setNumber(trainer, MEAN_LOSS, sum / <f64>n);
  scratch_release(mark);
  return status;
}
