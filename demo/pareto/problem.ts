/** The truss of four bars: volume against displacement, RE21 of Tanabe and Ishibuchi 2020. */
import { float } from "steinbock";
import { re21 } from "steinbock/problems";

/** Cross-sections, cm². */
export const space = {
  x1: float(1, 3),
  x2: float(Math.SQRT2, 3),
  x3: float(Math.SQRT2, 3),
  x4: float(1, 3),
};
/** cm³ and cm. */
export const objectives = { volume: "minimize", displacement: "minimize" } as const;

export type Params = { readonly [Bar in keyof typeof space]: number };
export type Values = { readonly volume: number; readonly displacement: number };

/** Stands for a simulation of minutes. */
export function simulate({ x1, x2, x3, x4 }: Params): Values {
  const [volume, displacement] = re21.evaluate([x1, x2, x3, x4]);
  return { volume: volume!, displacement: displacement! };
}

/** The front that the formula has, which the model does not know. */
export const trueFront: readonly Values[] = re21.paretoSet!(160).map((x) => {
  const [volume, displacement] = re21.evaluate(x);
  return { volume: volume!, displacement: displacement! };
});

/** Share of the true front's hypervolume that designs dominate. */
export const reference: Values = {
  volume: re21.reference[0]!,
  displacement: re21.reference[1]!,
};
const box = re21.scale[0]! * re21.scale[1]!;
export const share = (hypervolume: number): number => hypervolume / box / re21.hypervolume!;
