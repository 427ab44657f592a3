/** k = (1 + a) exp(−a) with a = √3 r; c = −2 dk/dr² = 3 exp(−a). */
import { doubles } from "../memory/access";
import { decay_root_tile } from "./decay";

/** −√3 log₂e, so that y = rate·r and a = −y ln 2. */
const RATE: f64 = -2.4988211106473437;

/** −ln 2, 1, 3. */
const TABLE: usize = memory.data<f64>([-0.6931471805599453, 1, 3], 16);

/** k of the squared distances t, which are lost. */
export function matern32Values(count: i32, t: usize, k: usize): void {
  decay_root_tile(count, t, RATE, t, k);
  const k1 = v128.load_splat<f64>(TABLE);
  const one = v128.load_splat<f64>(TABLE, 8);
  const end = t + doubles(count);
  const toK = k - t;
  for (let at = t; at < end; at += 16) {
    const polynomial = f64x2.add(f64x2.mul(k1, v128.load(at)), one);
    v128.store(at + toK, f64x2.mul(polynomial, v128.load(at + toK)));
  }
}

/** k and c of the squared distances t. */
export function matern32Slopes(count: i32, t: usize, k: usize, c: usize): void {
  decay_root_tile(count, t, RATE, c, k);
  const k1 = v128.load_splat<f64>(TABLE);
  const one = v128.load_splat<f64>(TABLE, 8);
  const three = v128.load_splat<f64>(TABLE, 16);
  const end = c + doubles(count);
  const toK = k - c;
  for (let at = c; at < end; at += 16) {
    const e = v128.load(at + toK);
    const polynomial = f64x2.add(f64x2.mul(k1, v128.load(at)), one);
    v128.store(at + toK, f64x2.mul(polynomial, e));
    v128.store(at, f64x2.mul(three, e));
  }
}
