/** Functions over arrays of 8,192 doubles, in nanoseconds a number. */
import * as numpy from "numpy-ts";
import { python } from "../support/python.mjs";
import { race } from "../support/race.mjs";
import { source } from "../support/source.mjs";

const n = 8192;
const unit = Float64Array.from({ length: n }, (_, i) => ((i + 1) * 0.618033988749895) % 1);
/** What covariance functions ask of exp: arguments from −20 to 0. */
const negative = unit.map((u) => -20 * u);
const wide = unit.map((u) => 8 * u - 4);

/** f over a plain typed array, one call a number. */
function loop(f, x) {
  const out = new Float64Array(n);
  return () => {
    for (let i = 0; i < n; i++) out[i] = f(x[i]);
  };
}

/** The same numbers in Python: only their law matters to the time. */
function python1(run, low, high) {
  return python({
    setup: `import numpy as np, scipy.special as sc\nx = np.random.default_rng(0).uniform(${low}, ${high}, ${n})\nout = np.empty_like(x)`,
    run,
  });
}

export async function rows() {
  const { core, Block } = await source({ core: "core/core.js", Block: "core/block.js" });
  const exports = core();
  const out = new Block(n);
  const ours = (f, x) => {
    const input = Block.from(x);
    return () => f(n, input.pointer, out.pointer);
  };
  const unary = (f, x) => {
    const array = numpy.array(x);
    return () => f(array);
  };
  const options = { unit: "ns", work: n };
  return [
    await race(
      "exp, 8,192 doubles",
      {
        steinbock: ours(exports.exp_array, negative),
        "Math.exp": loop(Math.exp, negative),
        "numpy-ts": unary(numpy.exp, negative),
        "NumPy native": python1("np.exp(x, out)", -20, 0),
      },
      { ...options, targets: [{ rival: "Math.exp", atLeast: 4 }] },
    ),
    await race(
      "log, 8,192 doubles",
      {
        steinbock: ours(exports.log_array, unit),
        "Math.log": loop(Math.log, unit),
        "numpy-ts": unary(numpy.log, unit),
        "NumPy native": python1("np.log(x, out)", 0, 1),
      },
      options,
    ),
    await race(
      "normal distribution function, 8,192 doubles",
      {
        steinbock: ours(exports.normal_cdf_array, wide),
        "SciPy ndtr": python1("sc.ndtr(x, out)", -4, 4),
      },
      options,
    ),
    await race(
      "normal quantile, 8,192 doubles",
      {
        steinbock: ours(exports.normal_quantile_array, unit),
        "SciPy ndtri": python1("sc.ndtri(x, out)", 0, 1),
      },
      options,
    ),
  ];
}
