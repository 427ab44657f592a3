/** Problems F1–F6 of Lin et al. 2022 (arXiv:2210.08495): convex fronts over curved Pareto sets. */
import { cos, pow, sin } from "../../core/math.js";
import { checkDimension } from "../check.js";
import { box } from "../problem.js";
import { evenly, type MultiObjectiveProblem, multiObjectiveProblem } from "./problem.js";

/** Where the Pareto set lies at the first input t: coordinate i = 2 … d. */
type Curve = (t: number, i: number, d: number) => number;

interface Variant {
  readonly curve: Curve;
  /** Inputs are mapped to [−1, 1] before they are compared with the curve. */
  readonly centered?: boolean;
  /** f2 = g (1 − √(t/g)) as usual, or g (1 − √t). */
  readonly plainRoot?: boolean;
  /** The even coordinates enter by their fourth power instead of the square. */
  readonly evenFourth?: boolean;
}

function lin(name: string, d: number, variant: Variant): MultiObjectiveProblem {
  checkDimension(d, 3);
  const { curve, centered = false, plainRoot = false, evenFourth = false } = variant;
  return multiObjectiveProblem({
    name: `${name}-${d}`,
    bounds: box(d, 0, 1),
    ideal: [0, 0],
    nadir: [1, 1],
    hypervolume: 1.21 - 1 / 3,
    exact: true,
    evaluate(x) {
      const t = x[0]!;
      let [odd, even] = [0, 0];
      for (let i = 2; i <= d; i++) {
        const place = centered ? 2 * x[i - 1]! - 1 : x[i - 1]!;
        const distance = place - curve(t, i, d);
        const square = distance * distance;
        if (i % 2) odd += square;
        else even += evenFourth ? square * square : square;
      }
      const first = 1 + odd / Math.floor((d - 1) / 2);
      const second = 1 + even / Math.floor(d / 2);
      return [first * t, second * (1 - Math.sqrt(plainRoot ? t : t / second))];
    },
    paretoSet: (n) =>
      evenly(n).map((root) => {
        // Even steps of √f1, since the front falls steeply at 0.
        const t = root * root;
        const rest = Array.from({ length: d - 1 }, (_, j) => curve(t, j + 2, d));
        return [t, ...(centered ? rest.map((value) => (value + 1) / 2) : rest)];
      }),
  });
}

/** F1: the set is a parabola. */
export function linF1(d: number): MultiObjectiveProblem {
  return lin("F1", d, { curve: (t) => (2 * t - 1) * (2 * t - 1) });
}

/** F2: the set is a bundle of power laws. */
export function linF2(d: number): MultiObjectiveProblem {
  return lin("F2", d, { curve: (t, i, n) => pow(t, 0.5 * (1 + (3 * (i - 2)) / (n - 2))) });
}

/** F3: the set is a bundle of shifted waves. */
export function linF3(d: number): MultiObjectiveProblem {
  const curve: Curve = (t, i, n) => (sin(4 * Math.PI * t + (i * Math.PI) / n) + 1) / 2;
  return lin("F3", d, { curve, plainRoot: true });
}

/** F4: waves that grow with the first input. */
export function linF4(d: number): MultiObjectiveProblem {
  const curve: Curve = (t, i, n) => {
    const angle = 4 * Math.PI * t + (i * Math.PI) / n;
    return 0.8 * t * (i % 2 ? cos(angle) : sin(angle));
  };
  return lin("F4", d, { curve, centered: true });
}

/** F5: as F4, with slow waves in the odd coordinates. */
export function linF5(d: number): MultiObjectiveProblem {
  const curve: Curve = (t, i, n) => {
    const angle = 4 * Math.PI * t + (i * Math.PI) / n;
    return 0.8 * t * (i % 2 ? cos(angle / 3) : sin(angle));
  };
  return lin("F5", d, { curve, centered: true });
}

/** F6: waves of two frequencies. As in the authors' code the even coordinates count by y⁴. */
export function linF6(d: number): MultiObjectiveProblem {
  const curve: Curve = (t, i, n) => {
    const size = 0.3 * t * t * cos(12 * Math.PI * t + (4 * i * Math.PI) / n) + 0.6 * t;
    const angle = 6 * Math.PI * t + (i * Math.PI) / n;
    return size * (i % 2 ? cos(angle) : sin(angle));
  };
  return lin("F6", d, { curve, centered: true, evenFourth: true });
}
