/**
 * Training: mini-batches in a given order, each one step of Adam down the loss with its
 * regularizer. Nothing crosses the border between the steps.
 */
import { scratch_allocate, scratch_mark, scratch_release } from "../../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../../status";
import { adam_step } from "../adam";
import { network_backward, network_gradient } from "../backward";
import { network_forward, network_output } from "../forward";
import { layersOf, network_workspace, sizeOf } from "../network";
import { addBoss } from "./boss";
import { conservativeLoss } from "./conservative";
import { head_nll, head_squared } from "./head";
import { addIgnite } from "./ignite";
import { parametersOf, weightsOfNetwork } from "./mean_output";
import {
  BATCH,
  BETA1,
  BETA2,
  BOSS,
  CONSERVATIVE,
  count,
  DIRECTION,
  EPSILON,
  GRADIENT,
  IGNITE,
  INPUTS,
  LOSS,
  MEAN_GRADIENT,
  MEAN_LOSS,
  MOMENTS,
  MOVED,
  NETWORK,
  NLL,
  number,
  RATE,
  REGULARIZER,
  SLOPE,
  STEP,
  setNumber,
  setWord,
  TARGETS,
  UPSTREAM,
  W,
  WEIGHTS,
  WORK,
  word,
  X,
  Y,
} from "./trainer";

function floats(n: i32): usize {
  return (<usize>n) << 2;
}

/** Room for `n` floats under word `index`; false when memory is exhausted. */
function room(trainer: usize, index: i32, n: i32): bool {
  const block = scratch_allocate(floats(n) + 64);
  setWord(trainer, index, block);
  return block != 0;
}

function makeRoom(trainer: usize): bool {
  const net = word(trainer, NETWORK);
  const rows = count(trainer, BATCH);
  const entries = rows * sizeOf(net, 0);
  const work = scratch_allocate(network_workspace(net, rows));
  setWord(trainer, WORK, work);
  if (work == 0 || !room(trainer, X, entries) || !room(trainer, Y, rows)) return false;
  setWord(trainer, W, 0);
  if (word(trainer, WEIGHTS) != 0 && !room(trainer, W, rows)) return false;
  if (!room(trainer, UPSTREAM, rows * sizeOf(net, layersOf(net)))) return false;
  if (count(trainer, LOSS) == CONSERVATIVE) {
    if (!room(trainer, MOVED, entries) || !room(trainer, SLOPE, entries)) return false;
  }
  if (count(trainer, REGULARIZER) == 0) return true;
  const n = weightsOfNetwork(trainer);
  return room(trainer, MEAN_GRADIENT, n) && room(trainer, DIRECTION, n);
}

/** Copies the rows that `order` names into the mini-batch. */
function gather(trainer: usize, order: usize, rows: i32): void {
  const bytes = floats(sizeOf(word(trainer, NETWORK), 0));
  const weights = word(trainer, WEIGHTS);
  for (let i = 0; i < rows; i++) {
    const row = <usize>load<u32>(order + floats(i));
    const to = floats(i);
    memory.copy(word(trainer, X) + <usize>i * bytes, word(trainer, INPUTS) + row * bytes, bytes);
    store<f32>(word(trainer, Y) + to, load<f32>(word(trainer, TARGETS) + (row << 2)));
    if (weights != 0) store<f32>(word(trainer, W) + to, load<f32>(weights + (row << 2)));
  }
}

/** The loss of the mini-batch, its gradient, and the forward pass for the regularizer. */
function lossGradient(trainer: usize, rows: i32, loss: usize): i32 {
  const kind = count(trainer, LOSS);
  if (kind == CONSERVATIVE) return conservativeLoss(trainer, rows, loss);
  const net = word(trainer, NETWORK);
  const parameters = parametersOf(trainer);
  const work = word(trainer, WORK);
  const gradient = word(trainer, GRADIENT);
  const upstream = word(trainer, UPSTREAM);
  const y = word(trainer, Y);
  const w = word(trainer, W);
  let status = network_forward(net, parameters, word(trainer, X), rows, work);
  if (status != OK) return status;
  const output = network_output(net, rows, work);
  const end = floats(weightsOfNetwork(trainer));
  const value =
    kind == NLL
      ? head_nll(rows, output, y, w, parameters + end, upstream, gradient + end)
      : head_squared(rows, output, y, w, upstream);
  store<f64>(loss, value);
  status = network_backward(net, parameters, rows, work, upstream);
  return status == OK ? network_gradient(net, word(trainer, X), rows, work, gradient) : status;
}

function step(trainer: usize, rows: i32, loss: usize): i32 {
  const n = weightsOfNetwork(trainer) + (count(trainer, LOSS) == NLL ? 2 : 0);
  const gradient = word(trainer, GRADIENT);
  memory.fill(gradient, 0, floats(n));
  let status = lossGradient(trainer, rows, loss);
  const regularizer = count(trainer, REGULARIZER);
  if (status == OK && regularizer == IGNITE) status = addIgnite(trainer, rows);
  if (status == OK && regularizer == BOSS) status = addBoss(trainer, rows);
  if (status != OK) return status;
  const next = count(trainer, STEP) + 1;
  setWord(trainer, STEP, <usize>next);
  adam_step(
    n,
    parametersOf(trainer),
    gradient,
    word(trainer, MOMENTS),
    number(trainer, RATE),
    number(trainer, BETA1),
    number(trainer, BETA2),
    number(trainer, EPSILON),
    next,
  );
  return OK;
}

/**
 * Trains on the rows that `order` names, in mini-batches; the last one may be smaller.
 *
 * @param trainer  as trainer.ts lays it out
 * @param order    n row numbers, 32-bit; an epoch where they are a permutation of all rows
 * @returns 0, −1 for a trainer whose mini-batches are empty, or OUT_OF_MEMORY
 * Cost: 6 · n · weights flops with a plain loss; regularizers state theirs.
 */
export function surrogate_train(trainer: usize, order: usize, n: i32): i32 {
  const batch = count(trainer, BATCH);
  if (batch < 1) return -1;
  const mark = scratch_mark();
  const loss = scratch_allocate(8);
  if (loss == 0 || !makeRoom(trainer)) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  let sum: f64 = 0;
  let status = OK;
  for (let i = 0; i < n && status == OK; i += batch) {
    const rows = min(batch, n - i);
    gather(trainer, order + floats(i), rows);
    status = step(trainer, rows, loss);
    sum += load<f64>(loss) * <f64>rows;
  }
  setNumber(trainer, MEAN_LOSS, sum / <f64>n);
  scratch_release(mark);
  return status;
}
