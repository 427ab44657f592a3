/** The problems of Zitzler, Deb and Thiele 2000, two objectives. */
import { sin } from "../../core/math.js";
import { checkDimension } from "../check.js";
import { box } from "../problem.js";
import { evenly, type MultiObjectiveProblem, multiObjectiveProblem } from "./problem.js";

/** Where f2 of ZDT3 falls below all that lies to its left: the parts of its front. */
const PARTS = [
  [0, 0.08300153492691163],
  [0.1822287280293998, 0.2577623633878302],
  [0.4093136748086569, 0.45388210408883006],
  [0.6183967944392659, 0.6525117038046625],
  [0.8233317983266328, 0.8518328654364139],
] as const;

const firstOnly = (d: number) => (first: number) => [first, ...new Array<number>(d - 1).fill(0)];

function zdt(
  name: string,
  d: number,
  second: (first: number, g: number) => number,
  front: Pick<MultiObjectiveProblem, "ideal" | "nadir" | "hypervolume"> & {
    firsts: (n: number) => number[];
  },
): MultiObjectiveProblem {
  checkDimension(d, 2);
  const { firsts, ...known } = front;
  return multiObjectiveProblem({
    name: `${name}-${d}`,
    bounds: box(d, 0, 1),
    ...known,
    scale: [1, 1],
    reference: [1.1, 1.1],
    exact: true,
    evaluate(x) {
      let sum = 0;
      for (let i = 1; i < d; i++) sum += x[i]!;
      return [x[0]!, second(x[0]!, 1 + (9 * sum) / (d - 1))];
    },
    paretoSet: (n) => firsts(n).map(firstOnly(d)),
  });
}

/** ZDT1: a convex front, f2 = 1 − √f1. */
export function zdt1(d: number): MultiObjectiveProblem {
  return zdt("ZDT1", d, (first, g) => g * (1 - Math.sqrt(first / g)), {
    ideal: [0, 0],
    nadir: [1, 1],
    hypervolume: 1.21 - 1 / 3,
    // Even steps of √f1, since the front falls steeply at 0.
    firsts: (n) => evenly(n).map((t) => t * t),
  });
}

/** ZDT2: a concave front, f2 = 1 − f1². */
export function zdt2(d: number): MultiObjectiveProblem {
  return zdt("ZDT2", d, (first, g) => g * (1 - (first / g) * (first / g)), {
    ideal: [0, 0],
    nadir: [1, 1],
    hypervolume: 1.21 - 2 / 3,
    firsts: (n) => evenly(n),
  });
}

/** ZDT3: a front in five parts. */
export function zdt3(d: number): MultiObjectiveProblem {
  const wave = (first: number, g: number) =>
    g * (1 - Math.sqrt(first / g) - (first / g) * sin(10 * Math.PI * first));
  return zdt("ZDT3", d, wave, {
    ideal: [0, -0.7733690123266405],
    nadir: [0.8518328654364139, 1],
    hypervolume: 1.3317629086570204,
    firsts: (n) => PARTS.flatMap(([low, high]) => evenly(Math.ceil(n / 5), low, high)),
  });
}
