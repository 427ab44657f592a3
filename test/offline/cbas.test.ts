import { describe, expect, it } from "vitest";
import { Ensemble } from "../../src/offline/ensemble.js";
import { factorsOf, partsOf } from "../../src/offline/factors.js";
import { cbas, Dataset, type OfflineTask, optimizeOffline } from "../../src/offline/index.js";
import { importance } from "../../src/offline/methods/cbas/condition.js";
import { deviationOf, FactorLaw } from "../../src/offline/methods/cbas/factor-law.js";
import { Vae, type VaeExamples, type VaeSettings } from "../../src/offline/methods/cbas/vae.js";
import { readTable } from "../../src/offline/table.js";
import { RandomStream } from "../../src/random/index.js";
import { mixedRecords } from "./data.js";

const pause = () => Promise.resolve();
const data = new Dataset(readTable(mixedRecords(40), "cost", undefined), "minimize");
const factors = factorsOf(data);
const softplus = (x: number) => Math.log1p(Math.exp(x));

/** −ln p of one row of parts: kind (3 logits), dose, heat (mean, raw deviation each), open (2). */
function plainLoss(out: ArrayLike<number>, parts: ArrayLike<number>): number {
  const choice = (first: number, count: number, part: number) => {
    const logits = Array.from({ length: count }, (_, k) => out[first + k]!);
    return Math.log(logits.reduce((sum, l) => sum + Math.exp(l), 0)) - logits[part]!;
  };
  const number = (first: number, part: number) => {
    const sigma = 0.1 + softplus(out[first + 1]!);
    const z = (part - out[first]!) / sigma;
    return 0.5 * z * z + Math.log(sigma * Math.sqrt(2 * Math.PI));
  };
  return (
    choice(0, 3, parts[0]!) + number(3, parts[1]!) + number(5, parts[2]!) + choice(7, 2, parts[3]!)
  );
}

describe("the law of a design's parts", () => {
  const law = new FactorLaw(factors);
  const stream = new RandomStream(1);
  const rows = 5;
  const outputs = Float32Array.from(stream.normal(rows * 9));
  const parts = law.draw(outputs, stream);

  it("has the likelihood of its choices and numbers, row by row", () => {
    expect(law.outputs).toBe(9);
    law.loss(outputs, parts).forEach((loss, i) => {
      const own = plainLoss(outputs.subarray(9 * i), parts.subarray(4 * i));
      expect(loss).toBeCloseTo(own, 5);
    });
  });

  it("has the slopes of its weighted likelihood", () => {
    const weights = [1, 0.5, 0, 2, 0.25];
    const slopes = new Float32Array(outputs.length);
    law.loss(outputs, parts, weights, slopes);
    slopes.forEach((slope, at) => {
      const i = Math.floor(at / 9);
      const value = (step: number) => {
        const moved = Float64Array.from(outputs.subarray(9 * i, 9 * i + 9));
        moved[at % 9]! += step;
        return weights[i]! * plainLoss(moved, parts.subarray(4 * i));
      };
      expect(slope).toBeCloseTo((value(1e-5) - value(-1e-5)) / 2e-5, 5);
    });
  });

  it("draws by itself", () => {
    const n = 20_000;
    const same = Float32Array.from({ length: 9 * n }, (_, i) => outputs[i % 9]!);
    const drawn = law.draw(same, new RandomStream(2));
    const shares = [0, 1, 2].map((k) => {
      let hits = 0;
      for (let i = 0; i < n; i++) if (drawn[4 * i] === k) hits++;
      return hits / n;
    });
    const total = Math.exp(outputs[0]!) + Math.exp(outputs[1]!) + Math.exp(outputs[2]!);
    shares.forEach((share, k) => {
      expect(Math.abs(share - Math.exp(outputs[k]!) / total)).toBeLessThan(0.014);
    });
    let [sum, square] = [0, 0];
    for (let i = 0; i < n; i++) {
      sum += drawn[4 * i + 1]! / n;
      square += (drawn[4 * i + 1]! - outputs[3]!) ** 2 / n;
    }
    const sigma = deviationOf(outputs[4]!);
    expect(Math.abs(sum - outputs[3]!)).toBeLessThan(0.03 * sigma);
    expect(Math.abs(Math.sqrt(square) / sigma - 1)).toBeLessThan(0.02);
  });
});

/** Every row of the table, each counting once. */
function examples(): VaeExamples {
  const parts = Float64Array.from({ length: data.n }, (_, i) => i).reduce<number[]>((all, i) => {
    all.push(...partsOf(data, factors, data.x.subarray(i * data.d, (i + 1) * data.d)));
    return all;
  }, []);
  return { x: data.x, parts: Float64Array.from(parts), weights: new Float64Array(data.n).fill(1) };
}

const SETTINGS: VaeSettings = {
  ...{ latent: 2, hidden: [12], learningRate: 3e-3, beta: 1, batch: 40 },
};
const vaeOf = (more: Partial<VaeSettings> = {}, seed = 3) =>
  new Vae(factors, data.d, { ...SETTINGS, ...more }, new RandomStream(seed));

/** Outputs of one dense hidden layer with LeakyReLU of 0.3, in plain arithmetic. */
function dense(p: ArrayLike<number>, [d, h, o]: number[], x: ArrayLike<number>): number[] {
  const hidden = Array.from({ length: h! }, (_, j) => {
    let z = p[d! * h! + j]!;
    for (let i = 0; i < d!; i++) z += x[i]! * p[i * h! + j]!;
    return z > 0 ? z : 0.3 * z;
  });
  const at = (d! + 1) * h!;
  return Array.from({ length: o! }, (_, k) => {
    let z = p[at + h! * o! + k]!;
    for (let j = 0; j < h!; j++) z += hidden[j]! * p[at + j * o! + k]!;
    return z;
  });
}

describe("the autoencoder", () => {
  const { x, parts } = examples();
  const beta = 0.7;
  const rows = 6;
  const batch = {
    x: x.slice(0, rows * data.d),
    parts: parts.slice(0, rows * 4),
    weights: [1, 0.5, 2, 0, 1.5, 1],
  };
  const noise = new RandomStream(9).normal(rows * 2);

  /** The weighted bound in plain arithmetic. */
  function bound(encoder: ArrayLike<number>, decoder: ArrayLike<number>): number {
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const raw = dense(encoder, [data.d, 12, 4], batch.x.subarray(i * data.d, (i + 1) * data.d));
      const sigma = [0.1 + softplus(raw[2]!), 0.1 + softplus(raw[3]!)];
      const z = [0, 1].map((j) => raw[j]! + sigma[j]! * noise[2 * i + j]!);
      const loss = plainLoss(dense(decoder, [2, 12, 9], z), batch.parts.subarray(4 * i));
      // KL(N(μ, σ²) ‖ N(0, 1)).
      const divergence = [0, 1].reduce((all, j) => {
        const [m, s] = [raw[j]!, sigma[j]!];
        return all + 0.5 * (s * s + m * m - 1 - 2 * Math.log(s));
      }, 0);
      sum += (batch.weights[i]! * (loss + beta * divergence)) / rows;
    }
    return sum;
  }

  it("has the bound's value and its slopes in all weights of both networks", () => {
    using vae = vaeOf({ beta });
    const value = vae.backward(batch, noise);
    const [encoder, decoder] = [vae.encoder.parameters, vae.decoder.parameters];
    expect(value).toBeCloseTo(bound(encoder, decoder), 4);
    const check = (gradient: Float32Array, at: Float32Array, of: (p: Float64Array) => number) => {
      const scale = Math.max(...gradient.map(Math.abs));
      expect(scale).toBeGreaterThan(0.05);
      gradient.forEach((slope, j) => {
        const moved = (step: number) => Float64Array.from(at, (v, k) => v + (k === j ? step : 0));
        const expected = (of(moved(1e-5)) - of(moved(-1e-5))) / 2e-5;
        expect(Math.abs(slope - expected)).toBeLessThan(2e-4 * scale);
      });
    };
    check(vae.encoder.gradient, encoder, (p) => bound(p, decoder));
    check(vae.decoder.gradient, decoder, (p) => bound(encoder, p));
  });

  it("learns the shares of options and the spread of numbers", async () => {
    using vae = vaeOf({ latent: 2, hidden: [32], learningRate: 1e-2 });
    const all = examples();
    const stream = new RandomStream(5);
    const losses: number[] = [];
    for (let epoch = 0; epoch < 400; epoch++) losses.push(await vae.epoch(all, stream, pause));
    expect(losses.at(-1)).toBeLessThan(losses[0]! - 0.5);
    const n = 2000;
    const drawn = vae.draw(n, new RandomStream(6)).parts;
    const mean = (values: Float64Array, f: number) => {
      let sum = 0;
      for (let i = f; i < values.length; i += 4) sum += values[i]!;
      return (4 * sum) / values.length;
    };
    for (const f of [1, 2, 3]) {
      expect(Math.abs(mean(drawn, f) - mean(all.parts, f))).toBeLessThan(0.25);
    }
  });

  it("gives rows the share of their weights", async () => {
    using vae = vaeOf({ hidden: [16], learningRate: 1e-2 });
    const all = examples();
    const c = (i: number) => all.parts[4 * i] === 2;
    const weights = Float64Array.from({ length: data.n }, (_, i) => (c(i) ? 1 : 0));
    for (let epoch = 0; epoch < 200; epoch++) {
      await vae.epoch({ ...all, weights }, new RandomStream(epoch), pause);
    }
    const { parts: drawn } = vae.draw(500, new RandomStream(1));
    const hits = Array.from({ length: 500 }, (_, i) => drawn[4 * i]).filter((k) => k === 2);
    expect(hits.length).toBeGreaterThan(480);
  });

  it("says how likely a design is from its latent point", () => {
    using vae = vaeOf();
    const draws = vae.draw(90, new RandomStream(4));
    const decoder = vae.decoder.parameters;
    vae.logLikelihood(draws).forEach((value, i) => {
      const out = dense(decoder, [2, 12, 9], draws.z.subarray(2 * i, 2 * i + 2));
      expect(value).toBeCloseTo(-plainLoss(out, draws.parts.subarray(4 * i)), 4);
    });
  });
});

describe("the weights of a round", () => {
  it.each([1, 0.2])("are p/q · P(y ≥ γ) to the power of %d, to mean 1, however small", (power) => {
    const draws = { z: new Float32Array(0), parts: new Float64Array(0) };
    const law = (values: number[]) => ({ logLikelihood: () => Float64Array.from(values) });
    const weights = (shift: number) =>
      importance(
        law([-1 + shift, -2 + shift, -3 + shift]),
        law([-1, -3, -2]),
        draws,
        Float64Array.of(0.5, 0.25, 1),
        power,
      );
    const raw = [0.5, Math.E * 0.25, 1 / Math.E].map((w) => w ** power);
    const mean = raw.reduce((sum, w) => sum + w, 0) / 3;
    for (const shift of [0, -2000, 2000]) {
      weights(shift).forEach((weight, i) => {
        expect(weight).toBeCloseTo(raw[i]! / mean, 10);
      });
    }
  });
});

describe("the surrogates' probability of a score above a threshold", () => {
  it("is the law whose mean and deviation they predict", async () => {
    const rows = Int32Array.from({ length: data.n }, (_, i) => i);
    const task: OfflineTask = {
      ...{ data, candidates: 4, seed: 1, training: rows, heldOut: new Int32Array(0) },
      ...{ pause, progress: () => {} },
    };
    using ensemble = await Ensemble.train(task, {
      ...{ hidden: [16], activation: "leakyRelu", learningRate: 1e-2, batch: 20, epochs: 40 },
      ...{ members: 3, regularizer: null, bootstrap: true, conservative: null },
    });
    const x = data.x.slice(0, 5 * data.d);
    const { mean, deviation } = ensemble.predict(x);
    // E y = T − ∫ P(y < t) dt and E y² = T² − ∫ 2 t P(y < t) dt from −T to T, all mass within.
    const [T, step] = [12, 0.01];
    const [first, second] = [new Float64Array(5).fill(T), new Float64Array(5).fill(T * T)];
    for (let t = -T + step / 2; t < T; t += step) {
      ensemble.probabilityAbove(x, t).forEach((share, i) => {
        first[i]! -= step * (1 - share);
        second[i]! -= step * 2 * t * (1 - share);
      });
    }
    first.forEach((value, i) => {
      expect(value).toBeCloseTo(mean[i]!, 3);
      expect(Math.sqrt(second[i]! - value * value)).toBeCloseTo(deviation[i]!, 2);
    });
  });
});

describe("cbas", () => {
  const rows = mixedRecords(300);
  const quick = {
    ...{ hidden: [32], epochs: 40, batch: 32, learningRate: 3e-3, members: 2 },
    ...{ latent: 4, vaeHidden: [32], vaeEpochs: 30, vaeRate: 3e-3, samples: 200 },
  };
  const run = (options: object) =>
    optimizeOffline(rows, {
      ...{ target: "cost", direction: "minimize", candidates: 32, seed: 3 },
      method: cbas({ ...quick, ...options }),
    });
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

  it("improves its law by conditioning", async () => {
    const scores = [];
    for (const rounds of [1, 20]) {
      const { candidates } = await run({ rounds });
      scores.push(mean(candidates.map(({ score }) => score)));
    }
    expect(scores[1]).toBeLessThan(scores[0]! - 0.5);
  });

  it("refuses options that cannot be meant", () => {
    expect(() => cbas({ rounds: 0 })).toThrow(/cbas\(\)\.rounds/);
    expect(() => cbas({ latent: 1.5 })).toThrow(/latent/);
    expect(() => cbas({ vaeHidden: [] })).toThrow(/vaeHidden/);
    expect(() => cbas({ quantile: 1 })).toThrow(/quantile/);
    expect(() => cbas({ beta: 0 })).toThrow(/beta/);
    expect(() => cbas({ power: -1 })).toThrow(/power/);
    expect(() => cbas({ decoder: 1 } as never)).toThrow(/cbas\(\)\.decoder/);
  });
});
