/**
 * A mini-batch of a Brownian bridge: pairs at random times, moved towards their low end and
 * blurred, with what has to be taken away to be at the high end again.
 *
 *   x_t = (1 − m_t) x_high + m_t x_low + √δ_t ε,   target = x_t − x_high
 */

import { random_normal } from "../../random/normal";
import { random_uniform } from "../../random/uniform";
import { OK } from "../../status";
import { layersOf, sizeOf } from "../network";
import { count, number, word } from "../training/trainer";
import {
  BATCH,
  BATCHES,
  DRAWS,
  DROPOUT,
  HIGH,
  LOW,
  NETWORK,
  SCHEDULE,
  SCORES,
  SEED_HIGH,
  SEED_LOW,
  STREAM,
  TARGET,
  TIMES,
  X,
} from "./trainer";

/** Entries of a design: the network's outputs. */
export function designSize(trainer: usize): i32 {
  const net = word(trainer, NETWORK);
  return sizeOf(net, layersOf(net));
}

/** Doubles that a mini-batch draws. */
export function drawsOf(trainer: usize): i32 {
  return count(trainer, BATCH) * (designSize(trainer) + 2);
}

/** Two uniform numbers a row, for its time and its dropout, then d normal ones. */
function draw(trainer: usize): i32 {
  const low = count(trainer, SEED_LOW);
  const high = count(trainer, SEED_HIGH);
  const stream = count(trainer, STREAM);
  const at = word(trainer, DRAWS);
  const past = <f64>count(trainer, BATCHES);
  const uniforms = 2 * count(trainer, BATCH);
  const normals = count(trainer, BATCH) * designSize(trainer);
  const status = random_uniform(low, high, stream, past * <f64>uniforms, uniforms, at);
  if (status != OK) return status;
  const noise = at + ((<usize>uniforms) << 3);
  return random_normal(low, high, stream + 1, past * <f64>normals, normals, noise);
}

/** One row of inputs [x_t, time, y_high, y_low] and its target. */
function blend(
  trainer: usize,
  pair: usize,
  d: i32,
  draws: usize,
  noise: usize,
  x: usize,
  target: usize,
): void {
  const time = <i32>(load<f64>(draws) * <f64>count(trainer, TIMES));
  const schedule = word(trainer, SCHEDULE) + <usize>(12 * time);
  const share = load<f32>(schedule);
  const deviation = load<f32>(schedule, 4);
  const bytes = (<usize>d) << 2;
  const low = word(trainer, LOW) + pair * bytes;
  const high = word(trainer, HIGH) + pair * bytes;
  for (let j: usize = 0; j < bytes; j += 4) {
    const top = load<f32>(high + j);
    const away: f32 =
      share * (load<f32>(low + j) - top) + deviation * <f32>load<f64>(noise + 2 * j);
    store<f32>(x + j, top + away);
    store<f32>(target + j, away);
  }
  x += bytes;
  const scores = word(trainer, SCORES) + (pair << 3);
  const shown = load<f64>(draws, 8) >= number(trainer, DROPOUT);
  store<f32>(x, load<f32>(schedule, 8));
  store<f32>(x, shown ? load<f32>(scores) : 0, 4);
  store<f32>(x, shown ? load<f32>(scores, 4) : 0, 8);
}

/** Fills the mini-batch with the `rows` pairs that `order` names. */
export function fillBatch(trainer: usize, order: usize, rows: i32): i32 {
  const status = draw(trainer);
  if (status != OK) return status;
  const d = designSize(trainer);
  const uniforms = word(trainer, DRAWS);
  const normals = uniforms + ((<usize>count(trainer, BATCH)) << 4);
  for (let i = 0; i < rows; i++) {
    const pair = <usize>load<u32>(order + ((<usize>i) << 2));
    const draws = uniforms + ((<usize>i) << 4);
    const noise = normals + ((<usize>(i * d)) << 3);
    const x = word(trainer, X) + ((<usize>(i * (d + 3))) << 2);
    blend(trainer, pair, d, draws, noise, x, word(trainer, TARGET) + ((<usize>(i * d)) << 2));
  }
  return OK;
}
