/**
 * Sums of sin²(x − x') over inputs, for periodic leaves, x being an angle. The sine of a
 * difference comes from the sines and cosines of both points, so that trigonometry costs O(n)
 * calls and not O(n²); at coinciding points it is 0 to the last bit.
 * Input by input over the tile: 6 flops and 32 bytes a pair.
 */
import { at, doubles, rowOf } from "../memory/access";
import { FIRST, SECOND, SLOPES, total } from "./sums";

/**
 * t[a][b] = Σ_i weights[i] sin²(angle difference) for 4 rows and an even `width`. Features are
 * `count` sines, then cosines, then angles.
 */
export function periodic_tile(
  count: i32,
  weights: usize,
  rows: usize,
  columns: usize,
  ldc: i32,
  width: i32,
  t: usize,
): void {
  memory.fill(t, 0, doubles(4 * width));
  for (let i = 0; i < count; i++) {
    const sines = rowOf(columns, i, ldc);
    const toCosines = doubles(count * ldc);
    const weight = v128.load_splat<f64>(at(weights, i));
    for (let a = 0; a < 4; a++) {
      const row = at(rowOf(rows, a, 3 * count), i);
      const sine = v128.load_splat<f64>(row);
      const cosine = v128.load_splat<f64>(at(row, count));
      const out = rowOf(t, a, width);
      const end = out + doubles(width);
      let z = sines;
      for (let p = out; p < end; p += 16) {
        const s = f64x2.sub(
          f64x2.mul(sine, v128.load(z + toCosines)),
          f64x2.mul(cosine, v128.load(z)),
        );
        v128.store(p, f64x2.add(v128.load(p), f64x2.mul(weight, f64x2.mul(s, s))));
        z += 16;
      }
    }
  }
}

/**
 * Pullback to one input, u being the difference of angles: Σ m sin²(u) and Σ m u sin(2u) over the
 * tile, Σ_b m sin(2u) of each row. `row` and `column` are those of the sine; cosines and angles
 * follow at the given distances in bytes.
 */
export function periodic_pull(
  row: usize,
  stride: usize,
  rowStep: usize,
  column: usize,
  columnStep: usize,
  width: i32,
  m: usize,
  sums: usize,
): void {
  let squares = f64x2.splat(0);
  let periods = squares;
  for (let a = 0; a < 4; a++) {
    const features = row + <usize>a * stride;
    const sine = v128.load_splat<f64>(features);
    const cosine = v128.load_splat<f64>(features + rowStep);
    const angle = v128.load_splat<f64>(features + 2 * rowStep);
    let slopes = f64x2.splat(0);
    const weights = rowOf(m, a, width);
    const end = weights + doubles(width);
    let z = column;
    for (let p = weights; p < end; p += 16) {
      const weight = v128.load(p);
      const zSine = v128.load(z);
      const zCosine = v128.load(z + columnStep);
      const s = f64x2.sub(f64x2.mul(sine, zCosine), f64x2.mul(cosine, zSine));
      const c = f64x2.add(f64x2.mul(cosine, zCosine), f64x2.mul(sine, zSine));
      const weighted = f64x2.mul(weight, s);
      squares = f64x2.add(squares, f64x2.mul(weighted, s));
      const doubled = f64x2.mul(f64x2.add(weighted, weighted), c);
      slopes = f64x2.add(slopes, doubled);
      const u = f64x2.sub(angle, v128.load(z + 2 * columnStep));
      periods = f64x2.add(periods, f64x2.mul(doubled, u));
      z += 16;
    }
    store<f64>(at(sums + SLOPES, a), total(slopes));
  }
  store<f64>(sums, total(squares), FIRST);
  store<f64>(sums, total(periods), SECOND);
}
