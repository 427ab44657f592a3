/** What the core computes by itself: tables of its functions. */

/** From −range to range, dense around 0, without a call of the host's Math. */
function grid(range, count = 4001) {
  const middle = (count - 1) / 2;
  return Array.from({ length: count }, (_, i) => {
    const t = (i - middle) / middle;
    return t * t * t * range;
  });
}

const table = (f, xs) => xs.map((x) => f(x));
const positive = (range) => grid(range).filter((x) => x > 0);

export const coreSections = {
  "exponential and logarithm": ({ math }) => [
    ...table(math.exp, grid(744)),
    ...table(math.expm1, grid(700)),
    ...table(math.log, positive(1e300)),
    ...table(math.log1p, positive(1e300)),
    ...table(
      math.log1mexp,
      positive(700).map((x) => -x),
    ),
    ...positive(30).map((x) => math.pow(x, 13.37 - x)),
  ],
  "trigonometric and hyperbolic": ({ math }) => [
    ...table(math.sin, grid(1e6)),
    ...table(math.cos, grid(1e6)),
    ...table(math.tanh, grid(25)),
  ],
  "normal law": ({ math }) => [
    ...table(math.erf, grid(6)),
    ...table(math.erfc, grid(26)),
    ...table(math.erfcx, grid(25)),
    ...table(math.normalPdf, grid(38)),
    ...table(math.normalCdf, grid(37)),
    ...table(math.normalLogCdf, grid(1e4)),
    ...table(math.normalQuantile, positive(0.999999)),
  ],
  "random numbers and low-discrepancy points": ({ random }) => {
    const stream = new random.RandomStream(2 ** 40 + 9, 5);
    return [
      ...stream.uniform(1000),
      ...stream.normal(1000),
      ...stream.gamma(500, 0.3),
      ...stream.gamma(500, 7.5),
      ...stream.dirichlet(100, [0.5, 1, 2]),
      ...stream.integers(200, -5, 1e6),
      ...stream.permutation(500),
      ...random.sobol(40, 256, {}),
      ...random.sobol(7, 512, { seed: 12, skip: 100 }),
      ...random.latinHypercube(5, 200, { seed: 4 }),
    ];
  },
};
