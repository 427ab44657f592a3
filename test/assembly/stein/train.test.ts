/** One training step against figures that were checked by central differences elsewhere. */
import { afterAll, describe, expect, it } from "vitest";
import { Block, core } from "../../../src/core/index.js";
import { matern52, rbf, scale } from "../../../src/gp/kernels/index.js";
import { factorizedModel } from "../../support/gp-model.js";
import { describeReference } from "../../support/reference.js";

const SCALARIZATION = { svh: 0, psl: 1 };
const INTERACTION = { none: 0, local: 1, global: 2 } as const;
const NORMALIZATION = { none: 0, particle: 1, column: 2 } as const;
const [VARIANCE, SQUARED_BANDWIDTH, UNIT_DRIVE, SUM] = [1, 2, 4, 16];

describeReference("svh-psl-fixtures", (data) => {
  const { m: k, d, B: count, H: width } = data;
  const blocks: Block[] = [];
  const keep = (block: Block) => {
    blocks.push(block);
    return block.pointer;
  };
  const words = (values: number[]) => {
    const pointer = keep(new Block((values.length >> 1) + 1));
    new Uint32Array(core().memory.buffer, pointer, values.length).set(values);
    return pointer;
  };
  const floats = (pointer: number, length: number) =>
    new Float32Array(core().memory.buffer, pointer, length);
  const layers = ["W1", "b1", "W2", "b2", "W3", "b3"];
  const flat: number[] = layers.flatMap((name) => data.net[name].flat());

  afterAll(() => {
    for (const block of blocks) block.dispose();
  });

  describe.each(["m52", "rbf"])("%s", (name) => {
    const shape = name === "rbf" ? rbf : matern52;
    // biome-ignore lint/suspicious/noExplicitAny: the fixture is plain JSON
    const models = data.hyper.map((hyper: any, o: number) =>
      factorizedModel({
        kernel: scale(shape({ lengthscale: hyper.l }), { outputscale: hyper.S }),
        X: data.X,
        y: [data.Yn.map((row: number[]) => row[o])],
        noise: hyper.nz,
        mean: hyper.c,
      }),
    );
    afterAll(() => {
      for (const model of models) model.dispose();
    });

    it.each(Object.keys(data[name].step))("%s", (setting) => {
      const [bound, kind, normalization] = setting.split("/") as [string, string, string];
      const psl = kind === "psl";
      const parameters = keep(new Block(flat.length));
      const gradient = keep(new Block(flat.length));
      floats(parameters, flat.length).set(flat);
      const trainer = keep(new Block(core().stein_trainer_bytes() / 8));
      const fields = [
        words([3, k, width, width, d, 1, 1, 5]),
        parameters,
        keep(new Block(flat.length)),
        gradient,
        words(models.map((model: { pointer: number }) => model.pointer)),
        ...[k, d, count],
        keep(Block.from(data.Lambda.flat())),
        keep(Block.from(data.z)),
        0,
        psl ? SCALARIZATION.psl : SCALARIZATION.svh,
        INTERACTION[kind as keyof typeof INTERACTION] ?? 0,
        NORMALIZATION[normalization as keyof typeof NORMALIZATION] ?? 0,
        (bound === "var" ? VARIANCE : 0) | (psl ? UNIT_DRIVE | SUM : SQUARED_BANDWIDTH),
      ];
      new Uint32Array(core().memory.buffer, trainer, fields.length).set(fields);
      const reals = [data.beta, 0.1, 1, 1e-3, 0.01];
      new Float64Array(core().memory.buffer, trainer + 128, reals.length).set(reals);
      expect(core().stein_gradient(trainer, fields[8] as number)).toBe(0);
      const actual = floats(gradient, flat.length).slice();
      const expected = data[name].step[setting].G;
      let offset = 0;
      for (const layer of layers) {
        const want: number[] = expected[layer].flat();
        const largest = Math.max(...want.map(Math.abs));
        want.forEach((value, i) => {
          expect(Math.abs(actual[offset + i] - value) / largest, `${layer}[${i}]`).toBeLessThan(
            1e-5,
          );
        });
        offset += want.length;
      }
    });
  });
});
