/**
 * One step of Adam over a flat array of parameters, in place.
 *
 * @param moments   2 · count floats: first and second moments; zeros before step 1
 * @param step      number of this step, from 1
 * Cost: 11 flops and 28 bytes a parameter.
 * Source: Kingma and Ba 2015, arXiv:1412.6980, algorithm 1.
 */
export function adam_step(
  count: i32,
  parameters: usize,
  gradient: usize,
  moments: usize,
  learning_rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  step: i32,
): void {
  const second = moments + ((<usize>count) << 2);
  const rate = <f32>(learning_rate / (1 - power(beta1, step)));
  const spread = <f32>(1 / (1 - power(beta2, step)));
  const keep1 = <f32>beta1;
  const take1 = <f32>(1 - beta1);
  const keep2 = <f32>beta2;
  const take2 = <f32>(1 - beta2);
  const b1 = f32x4.splat(keep1);
  const c1 = f32x4.splat(take1);
  const b2 = f32x4.splat(keep2);
  const c2 = f32x4.splat(take2);
  const rates = f32x4.splat(rate);
  const spreads = f32x4.splat(spread);
  const floor = f32x4.splat(<f32>epsilon);
  const end = (<usize>(count & ~3)) << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const g = v128.load(gradient + i);
    const m = f32x4.add(f32x4.mul(b1, v128.load(moments + i)), f32x4.mul(c1, g));
    const v = f32x4.add(f32x4.mul(b2, v128.load(second + i)), f32x4.mul(c2, f32x4.mul(g, g)));
    v128.store(moments + i, m);
    v128.store(second + i, v);
    const scale = f32x4.add(f32x4.sqrt(f32x4.mul(v, spreads)), floor);
    const change = f32x4.div(f32x4.mul(rates, m), scale);
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), change));
  }
  for (let i = end; i < (<usize>count) << 2; i += 4) {
    const g = load<f32>(gradient + i);
    const m: f32 = keep1 * load<f32>(moments + i) + take1 * g;
    const v: f32 = keep2 * load<f32>(second + i) + take2 * (g * g);
    store<f32>(moments + i, m);
    store<f32>(second + i, v);
    const change: f32 = (rate * m) / (sqrt<f32>(v * spread) + <f32>epsilon);
    store<f32>(parameters + i, load<f32>(parameters + i) - change);
  }
}

/** base^exponent by squaring. */
export function power(base: f64, exponent: i32): f64 {
  let result: f64 = 1;
  let square = base;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result *= square;
    square *= square;
  }
  return result;
}
