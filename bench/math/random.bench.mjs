/** Random and quasi-random numbers, in nanoseconds a number. */
import { python } from "../support/python.mjs";
import { race } from "../support/race.mjs";
import { source } from "../support/source.mjs";

const n = 8192;

/** What a JavaScript user writes for normal numbers. */
function boxMuller() {
  const out = new Float64Array(n);
  return () => {
    for (let i = 0; i < n; i += 2) {
      const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
      const angle = 2 * Math.PI * Math.random();
      out[i] = radius * Math.cos(angle);
      out[i + 1] = radius * Math.sin(angle);
    }
  };
}

function hostUniform() {
  const out = new Float64Array(n);
  return () => {
    for (let i = 0; i < n; i++) out[i] = Math.random();
  };
}

const generator = "import numpy as np\ng = np.random.Generator(np.random.Philox(1))\n";

async function sobolRow(core, out, d, points) {
  return race(
    `Sobol, scrambled, d = ${d}, ${points.toLocaleString("en")} points`,
    {
      steinbock: (i) => core.sobol_scrambled(i, 0, d, 0, points, out),
      SciPy: python({
        setup: "from scipy.stats import qmc",
        run: `qmc.Sobol(${d}, seed=i).random(${points})`,
      }),
    },
    { unit: "ns", work: d * points },
  );
}

export async function rows() {
  const { core, Block } = await source({ core: "core/core.js", Block: "core/block.js" });
  const exports = core();
  const out = new Block(1024 * 100);
  const options = { unit: "ns", work: n };
  return [
    await race(
      "uniform numbers",
      {
        steinbock: (i) => exports.random_uniform(1, 0, 0, i * n, n, out.pointer),
        "Math.random": hostUniform(),
        "NumPy Philox": python({ setup: generator, run: `g.random(${n})` }),
      },
      options,
    ),
    await race(
      "normal numbers",
      {
        steinbock: (i) => exports.random_normal(1, 0, 0, i * n, n, out.pointer),
        "Math.random, Box–Muller": boxMuller(),
        "NumPy Philox": python({ setup: generator, run: `g.standard_normal(${n})` }),
      },
      options,
    ),
    await sobolRow(exports, out.pointer, 6, 512),
    await sobolRow(exports, out.pointer, 100, 1024),
  ];
}
