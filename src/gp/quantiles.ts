/** Quantiles of the distributions that priors draw from. */

/** The standard normal quantile by bisection. */
export function normalQuantile(u: number): number {
  // Wichura's AS 241 lives in the core; until it lands: Acklam-free bisection on erfc's series.
  let lower = -40;
  let upper = 40;
  for (let i = 0; i < 80; i++) {
    const middle = (lower + upper) / 2;
    const tail = 0.5 * regularizedGammaUpper(0.5, (middle * middle) / 2);
    const below = middle < 0 ? tail : 1 - tail;
    if (below < u) lower = middle;
    else upper = middle;
  }
  return (lower + upper) / 2;
}

/** The quantile of Gamma(a, 1) by bisection in ln x. */
export function gammaQuantile(u: number, a: number): number {
  let lower = -700;
  let upper = 20;
  for (let i = 0; i < 100; i++) {
    const middle = (lower + upper) / 2;
    if (1 - regularizedGammaUpper(a, Math.exp(middle)) < u) lower = middle;
    else upper = middle;
  }
  return Math.exp((lower + upper) / 2);
}

/** ln Γ(x) for x > 0, by recurrence and Stirling's series. */
export function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 15) {
    shift += Math.log(z);
    z++;
  }
  const w = 1 / (z * z);
  const series = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.9189385332046727 + series - shift;
}

/** Q(a, x) by the series below a + 1 and Lentz's continued fraction above. */
function regularizedGammaUpper(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 500 && term > sum * 1e-17; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 500; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return front * h;
}
