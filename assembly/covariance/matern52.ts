/** k = (1 + a + a²/3) exp(−a) with a = √5 r; c = −2 dk/dr² = (5/3)(1 + a) exp(−a). */
import { doubles } from "../memory/access";
import { decay_root_tile } from "./decay";

/** −√5 log₂e, so that y = rate·r and a = −y ln 2. */
const RATE: f64 = -3.2259641822295606;

/** Both polynomials in y: (ln 2)²/3, −ln 2, 1; −(5/3) ln 2, 5/3. */
const TABLE: usize = memory.data<f64>(
  [0.16015100463940046, -0.6931471805599453, 1, -1.1552453009332422, 1.6666666666666667],
  16,
);

/** k of the squared distances t, which are lost. */
export function matern52Values(count: i32, t: usize, k: usize): void {
  decay_root_tile(count, t, RATE, t, k);
  const k2 = v128.load_splat<f64>(TABLE);
  const k1 = v128.load_splat<f64>(TABLE, 8);
  const one = v128.load_splat<f64>(TABLE, 16);
  const end = t + doubles(count);
  const toK = k - t;
  for (let at = t; at < end; at += 16) {
    const y = v128.load(at);
    const polynomial = f64x2.add(f64x2.mul(f64x2.add(f64x2.mul(k2, y), k1), y), one);
    v128.store(at + toK, f64x2.mul(polynomial, v128.load(at + toK)));
  }
}

/** k and c of the squared distances t. */
export function matern52Slopes(count: i32, t: usize, k: usize, c: usize): void {
  decay_root_tile(count, t, RATE, c, k);
  const k2 = v128.load_splat<f64>(TABLE);
  const k1 = v128.load_splat<f64>(TABLE, 8);
  const one = v128.load_splat<f64>(TABLE, 16);
  const c1 = v128.load_splat<f64>(TABLE, 24);
  const c0 = v128.load_splat<f64>(TABLE, 32);
  const end = c + doubles(count);
  const toK = k - c;
  for (let at = c; at < end; at += 16) {
    const y = v128.load(at);
    const e = v128.load(at + toK);
    const polynomial = f64x2.add(f64x2.mul(f64x2.add(f64x2.mul(k2, y), k1), y), one);
    v128.store(at + toK, f64x2.mul(polynomial, e));
    v128.store(at, f64x2.mul(f64x2.add(f64x2.mul(c1, y), c0), e));
  }
}
