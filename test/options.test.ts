/** Misspelt options and options that are none are refused wherever options are taken. */
import { afterAll, describe, expect, it } from "vitest";
import { optimizeAcquisition, posteriorMean } from "../src/acquisition/index.js";
import { InputError } from "../src/errors.js";
import { GaussianProcess } from "../src/gp/index.js";
import { matmul } from "../src/linalg/index.js";
import { latinHypercube, sobol } from "../src/random/index.js";

const X = [[0], [0.4], [1]];
const y = [0, 1, 0];
const model = new GaussianProcess().fit(X, y);
afterAll(() => model.dispose());

const calls: Record<string, (options: never) => unknown> = {
  "new GaussianProcess": (options) => new GaussianProcess(options),
  fit: (options) => new GaussianProcess().fit(X, y, options),
  predict: (options) => model.predict(X, options),
  predictJoint: (options) => model.predictJoint(X, options),
  sample: (options) => model.sample(X, 1, options),
  samplePath: (options) => model.samplePath(options),
  matmul: (options) => matmul(Float64Array.of(1), Float64Array.of(1), 1, 1, 1, options),
  sobol: (options) => sobol(1, 2, options),
  latinHypercube: (options) => latinHypercube(1, 2, options),
  optimizeAcquisition: (options) => optimizeAcquisition(posteriorMean({ model }), options),
};

describe.each(Object.entries(calls))("the options of %s", (_, call) => {
  it("may not be misspelt", () => {
    expect(() => call({ sede: 1 } as never)).toThrow(/^options\.sede is 1: there is /);
    expect(() => call({ sede: 1 } as never)).toThrow(InputError);
  });

  it.each([null, 7, "seed"])("may not be %j", (options) => {
    expect(() => call(options as never)).toThrow(/^options is .*: give an object with some of /);
  });
});
