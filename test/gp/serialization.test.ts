import { describe, expect, it } from "vitest";
import { FormatError, InputError } from "../../src/errors.js";
import {
  GaussianProcess,
  type GaussianProcessOptions,
  gammaPrior,
  linear,
  matern52,
  rbf,
  scale,
  sum,
} from "../../src/gp/index.js";
import { liveBlocks, points, smooth } from "../support/gp-model.js";

const X = points(30, 2);
const y = X.map(smooth);
const Xnew = points(9, 2, 5);
const Y = y.map((v, i) => [v, -v + i]);

/** All that a model can be asked, for comparison bit for bit. */
function everything(gp: GaussianProcess) {
  return {
    predict: gp.predict(Xnew, { gradients: true }),
    joint: gp.predictJoint(Xnew),
    sample: gp.sample(Xnew, 2, { seed: 5 }),
    leaveOneOut: gp.leaveOneOut(),
    likelihood: gp.logMarginalLikelihood,
    hyperparameters: gp.hyperparameters,
    report: gp.report,
    warnings: gp.warnings,
    json: JSON.stringify(gp),
  };
}

const cases: Record<string, [GaussianProcessOptions, number[] | number[][]]> = {
  defaults: [{}, y],
  "a composed kernel with priors": [
    {
      kernel: sum(
        scale(matern52({ prior: gammaPrior(3, 6) }), { prior: gammaPrior(2, 0.15) }),
        linear({ variance: 0.1 }),
      ),
      noise: { prior: gammaPrior(1.1, 0.05) },
    },
    y,
  ],
  "known noise, bounds, a fixed mean": [
    {
      noise: Float64Array.from(y, (_, i) => 0.01 + i / 100),
      bounds: [
        [0, 2],
        [-1, 1],
      ],
      mean: 0.5,
    },
    y,
  ],
  "two outputs without standardization": [{ standardize: false, noise: "none" }, Y],
};

describe.each(Object.entries(cases))("%s", (_, [options, targets]) => {
  it("comes back from JSON with the same bits", () => {
    const before = liveBlocks();
    {
      using gp = new GaussianProcess(options).fit(X, targets);
      using back = GaussianProcess.from(JSON.parse(JSON.stringify(gp)));
      expect(everything(back)).toEqual(everything(gp));
      using text = GaussianProcess.from(JSON.stringify(gp));
      expect(everything(text)).toEqual(everything(gp));
      // A restored model is a model: it can be fitted again.
      back.fit(X, targets);
      expect(back.predict(Xnew)).toEqual(gp.predict(Xnew));
    }
    expect(liveBlocks()).toBe(before);
  });
});

it("remembers how points were appended, which decides bits", () => {
  using gp = new GaussianProcess({ kernel: rbf() }).fit(X.slice(0, 20), y.slice(0, 20));
  using some = gp.condition(X.slice(20, 27), y.slice(20, 27));
  using all = some.condition(X.slice(27), y.slice(27));
  using back = GaussianProcess.from(JSON.stringify(all));
  expect(everything(back)).toEqual(everything(all));
  expect(all.toJSON().state!.blocks).toEqual([20, 7, 3]);
});

it("keeps the sign of no zero, which JSON would lose", () => {
  const points = [
    [-0, 1],
    [1, -0],
    [0.5, 0.5],
  ];
  using gp = new GaussianProcess({ standardize: false, mean: 0 }).fit(points, [-0, 1, 2]);
  using back = GaussianProcess.from(JSON.stringify(gp));
  expect(everything(back)).toEqual(everything(gp));
});

it("saves a process without data", () => {
  const back = GaussianProcess.from(JSON.stringify(new GaussianProcess({ kernel: matern52() })));
  using fitted = back.fit(X, y);
  using direct = new GaussianProcess({ kernel: matern52() }).fit(X, y);
  expect(fitted.predict(Xnew)).toEqual(direct.predict(Xnew));
});

describe("from", () => {
  it("refuses other formats and versions", () => {
    expect(() => GaussianProcess.from({} as never)).toThrow(FormatError);
    expect(() => GaussianProcess.from("null")).toThrow(FormatError);
    expect(() => GaussianProcess.from("[1, 2")).toThrow(FormatError);
    const data = new GaussianProcess().toJSON();
    const newer = { ...data, version: 2 };
    expect(() => GaussianProcess.from(newer as never)).toThrow(/found 2, this version reads 1/);
  });

  it("refuses data that does not fit together, and leaves nothing behind", () => {
    const before = liveBlocks();
    using gp = new GaussianProcess().fit(X, y);
    const saved = gp.toJSON();
    const state = saved.state!;
    const broken = (change: object) => () =>
      GaussianProcess.from({ ...saved, state: { ...state, ...change } });
    expect(broken({ y: state.y.slice(1) })).toThrow(InputError);
    expect(broken({ blocks: [29] })).toThrow(InputError);
    expect(broken({ blocks: [30, 0] })).toThrow(/blocks/);
    expect(broken({ scaling: { lower: [0], width: [1] } })).toThrow(/scaling/);
    expect(broken({ X: state.X.map(() => null) })).toThrow(InputError);
    expect(broken({ parameters: [0] })).toThrow(InputError);
    expect(broken({ means: [] })).toThrow(InputError);
    expect(broken({ X: state.X.map(() => 1e300) })).toThrow(/X\[0\]/);
    expect(broken({ blocks: [] })).toThrow(/blocks/);
    expect(
      broken({ scaling: { ...state.scaling, width: state.scaling.width.map(() => 0) } }),
    ).toThrow(/scaling\.width/);
    expect(broken({ standardization: { mean: [0], sd: [0] } })).toThrow(/standardization\.sd/);
    expect(() => GaussianProcess.from({ ...saved, state: undefined } as never)).toThrow(InputError);
    gp.dispose();
    expect(liveBlocks()).toBe(before);
  });
});
