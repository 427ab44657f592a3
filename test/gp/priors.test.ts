import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import {
  dimensionScaledPrior,
  gammaPrior,
  halfCauchyPrior,
  logNormalPrior,
  normalPrior,
  type Prior,
  toPrior,
} from "../../src/gp/priors.js";
import { describeReference } from "../support/reference.js";

const priors: readonly (readonly [name: string, prior: Prior])[] = [
  ["logNormal", logNormalPrior(-4, 1)],
  ["dimension-scaled", dimensionScaledPrior(6)],
  ["gamma", gammaPrior(3, 6)],
  ["gamma below one", gammaPrior(0.4, 2)],
  ["halfCauchy", halfCauchyPrior(0.1)],
  ["normal", normalPrior(1.5, 0.3)],
];

describe.each(priors)("%s", (_, prior) => {
  it("has the gradient of its density in ln x", () => {
    for (const x of [0.001, 0.03, 0.5, 1, 3, 20]) {
      const h = 1e-6;
      const slope =
        (prior.logDensity(x * Math.exp(h)) - prior.logDensity(x * Math.exp(-h))) / (2 * h);
      expect(Math.abs(prior.gradLog(x) - slope) / Math.max(1, Math.abs(slope))).toBeLessThan(1e-6);
    }
  });

  it("draws so that the density integrates to the level between two draws", () => {
    for (const [from, to] of [
      [0.1, 0.4],
      [0.45, 0.55],
      [0.6, 0.95],
    ] as const) {
      const [a, b] = [prior.sample(from), prior.sample(to)];
      const steps = 4000;
      let area = 0;
      // Simpson's rule.
      for (let i = 0; i <= steps; i++) {
        const weight = i === 0 || i === steps ? 1 : i % 2 ? 4 : 2;
        area += weight * Math.exp(prior.logDensity(a + ((b - a) * i) / steps));
      }
      expect(Math.abs((area * (b - a)) / (3 * steps) - (to - from))).toBeLessThan(1e-7);
    }
  });

  it("survives JSON", () => {
    const parsed = toPrior(JSON.parse(JSON.stringify(prior)));
    expect(parsed).toEqual(prior);
    expect(parsed.logDensity(0.7)).toBe(prior.logDensity(0.7));
    expect(toPrior(prior)).toBe(prior);
  });
});

it("priors have their mode where the density is largest", () => {
  for (const prior of [logNormalPrior(0.3, 0.8), gammaPrior(3, 6), normalPrior(1.5, 0.3)]) {
    const best = prior.logDensity(prior.mode);
    for (const factor of [0.9, 0.99, 1.01, 1.1]) {
      expect(prior.logDensity(prior.mode * factor)).toBeLessThan(best);
    }
  }
});

it("quantiles of the gamma prior are those of closed forms", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (u) => {
      // Gamma(1) is the exponential law.
      const got = gammaPrior(1, 2).sample(u);
      const want = -Math.log1p(-u) / 2;
      expect(Math.abs(got - want) / want).toBeLessThan(1e-12);
    }),
  );
});

it("refuses senseless parameters", () => {
  expect(() => logNormalPrior(Number.NaN, 1)).toThrow("mu is NaN: give a finite number");
  expect(() => logNormalPrior(0, 0)).toThrow("sigma is 0: give a positive, finite number");
  expect(() => gammaPrior(-1, 1)).toThrow(InputError);
  expect(() => halfCauchyPrior(Number.POSITIVE_INFINITY)).toThrow(InputError);
  expect(() => normalPrior(0, -1)).toThrow(InputError);
  expect(() => toPrior({ type: "beta" } as never)).toThrow("prior is an object: make it with");
  expect(() => toPrior(null as never)).toThrow(InputError);
});

describeReference("gp", ({ prior_log_densities: data }) => {
  const cases: [string, Prior, { logp: number[]; mode?: number }][] = [
    ...[1, 2, 6, 10, 50].map((d): [string, Prior, { logp: number[]; mode: number }] => [
      `dimension-scaled, d = ${d}`,
      dimensionScaledPrior(d),
      data[`dimscaled_lengthscale_d${d}`],
    ]),
    ["noise", logNormalPrior(-4, 1), data["noise_lognormal_-4_1"]],
    ["gamma(3, 6)", gammaPrior(3, 6), { logp: data.gamma_3_6 }],
    ["gamma(2, 0.15)", gammaPrior(2, 0.15), { logp: data["gamma_2_0.15"] }],
    ["gamma(1.1, 0.05)", gammaPrior(1.1, 0.05), { logp: data["gamma_1.1_0.05"] }],
    ["halfCauchy(0.1)", halfCauchyPrior(0.1), { logp: data["halfcauchy_0.1"] }],
  ];

  it.each(cases)("%s", (_, prior, { logp, mode }) => {
    data.x.forEach((x: number, i: number) => {
      expect(Math.abs(prior.logDensity(x) - logp[i]!)).toBeLessThan(1e-10);
    });
    if (mode !== undefined) expect(Math.abs(prior.mode - mode)).toBeLessThan(1e-12);
  });
});
