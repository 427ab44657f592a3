/** The problems of Deb, Thiele, Laumanns and Zitzler 2002, any number of objectives. */
import { cos, pow, sin } from "../../core/math.js";
import { checkDimension } from "../check.js";
import { box } from "../problem.js";
import { evenly, grid, type MultiObjectiveProblem, multiObjectiveProblem } from "./problem.js";

const repeat = (k: number, value: number) => new Array<number>(k).fill(value);

function check(d: number, k: number, most?: number): void {
  checkDimension(k, 2, most);
  checkDimension(d, k);
}

/** Volume below (r, …, r) of what a front dominates that cuts `lost` off the corner at 0. */
function cornerless(k: number, r: number, lost: number): number {
  return repeat(k, r).reduce((product, side) => product * side, 1) - lost;
}

/** Volume of the unit ball's part with all coordinates above 0. */
function ballPart(k: number): number {
  let volume = k % 2 ? 1 : Math.PI / 4;
  for (let i = k % 2 ? 3 : 4; i <= k; i += 2) volume *= Math.PI / (2 * i);
  return volume;
}

/** Distance term of DTLZ1 and DTLZ3: many local fronts. */
function rugged(x: ArrayLike<number>, from: number): number {
  let sum = x.length - from;
  for (let i = from; i < x.length; i++) {
    const z = x[i]! - 0.5;
    sum += z * z - cos(20 * Math.PI * z);
  }
  return 100 * sum;
}

/** Distance term of DTLZ2, DTLZ4 and DTLZ5: a bowl. */
function bowl(x: ArrayLike<number>, from: number): number {
  let sum = 0;
  for (let i = from; i < x.length; i++) sum += (x[i]! - 0.5) * (x[i]! - 0.5);
  return sum;
}

/** A point of the sphere of the given radius at k − 1 angles. */
function sphere(radius: number, angles: readonly number[]): number[] {
  const cosines = angles.map(cos);
  return [...angles, 0].map((_, o) => {
    const last = angles.length - o;
    const product = cosines.slice(0, last).reduce((left, right) => left * right, radius);
    return o === 0 ? product : product * sin(angles[last]!);
  });
}

const withTail = (d: number, value: number) => (head: readonly number[]) => [
  ...head,
  ...repeat(d - head.length, value),
];

/** DTLZ1: a flat front, Σ f = ½, behind 11ᵈ⁻ᵏ⁺¹ − 1 local ones. */
export function dtlz1(d: number, k: number): MultiObjectiveProblem {
  check(d, k);
  const factorial = Array.from({ length: k }, (_, i) => i + 1).reduce((a, b) => a * b, 1);
  return multiObjectiveProblem({
    name: `DTLZ1-${d}-${k}`,
    bounds: box(d, 0, 1),
    ideal: repeat(k, 0),
    nadir: repeat(k, 0.5),
    hypervolume: cornerless(k, 1.1, 1 / factorial),
    exact: true,
    evaluate(x) {
      const half = 0.5 * (1 + rugged(x, k - 1));
      return Array.from({ length: k }, (_, o) => {
        let value = half;
        for (let i = 0; i < k - 1 - o; i++) value *= x[i]!;
        return o === 0 ? value : value * (1 - x[k - 1 - o]!);
      });
    },
    paretoSet: (n) => grid(n, k - 1).map(withTail(d, 0.5)),
  });
}

function spherical(
  name: string,
  d: number,
  k: number,
  distance: (x: ArrayLike<number>, from: number) => number,
  exponent = 1,
): MultiObjectiveProblem {
  check(d, k);
  const angle = (x: number) => ((exponent === 1 ? x : pow(x, exponent)) * Math.PI) / 2;
  return multiObjectiveProblem({
    name: `${name}-${d}-${k}`,
    bounds: box(d, 0, 1),
    ideal: repeat(k, 0),
    nadir: repeat(k, 1),
    hypervolume: cornerless(k, 1.1, ballPart(k)),
    exact: true,
    evaluate(x) {
      const angles = Array.from({ length: k - 1 }, (_, i) => angle(x[i]!));
      return sphere(1 + distance(x, k - 1), angles);
    },
    paretoSet: (n) =>
      grid(n, k - 1)
        .map((point) => point.map((t) => (exponent === 1 ? t : pow(t, 1 / exponent))))
        .map(withTail(d, 0.5)),
  });
}

/** DTLZ2: a spherical front. */
export function dtlz2(d: number, k: number): MultiObjectiveProblem {
  return spherical("DTLZ2", d, k, bowl);
}

/** DTLZ3: the front of DTLZ2 behind 3ᵈ⁻ᵏ⁺¹ − 1 local ones. */
export function dtlz3(d: number, k: number): MultiObjectiveProblem {
  return spherical("DTLZ3", d, k, rugged);
}

/** DTLZ4: DTLZ2 with inputs to the power of 100, so that most of the box falls on its edges. */
export function dtlz4(d: number, k: number): MultiObjectiveProblem {
  return spherical("DTLZ4", d, k, bowl, 100);
}

/** DTLZ5: the front shrinks to a curve; for two and three objectives, where that is so. */
export function dtlz5(d: number, k: number): MultiObjectiveProblem {
  check(d, k, 3);
  const half = Math.SQRT1_2;
  // ∫ (1.1 − √(1 − c²)/√2)² dc over the third objective from 0 to 1, and 1.21 above it.
  const curve = 1.21 * 1.1 - (2.2 * half * Math.PI) / 4 + 1 / 3;
  return multiObjectiveProblem({
    name: `DTLZ5-${d}-${k}`,
    bounds: box(d, 0, 1),
    ideal: repeat(k, 0),
    nadir: k === 2 ? [1, 1] : [half, half, 1],
    scale: repeat(k, 1),
    reference: repeat(k, 1.1),
    hypervolume: k === 2 ? cornerless(2, 1.1, ballPart(2)) : curve,
    exact: true,
    evaluate(x) {
      const g = bowl(x, k - 1);
      const angles = Array.from({ length: k - 1 }, (_, i) =>
        i === 0 ? (x[0]! * Math.PI) / 2 : (Math.PI / (4 * (1 + g))) * (1 + 2 * g * x[i]!),
      );
      return sphere(1 + g, angles);
    },
    paretoSet: (n) => evenly(n).map((t) => withTail(d, 0.5)([t])),
  });
}

/** Where f (1 + sin 3πf) exceeds all that lies to its left: the parts of DTLZ7's front. */
const PARTS = [
  [0, 0.25141183608891715],
  [0.6316265307000613, 0.8594008566447239],
] as const;

/** Integral over [0, 0.8594] of the largest f (1 + sin 3πf) so far, and its value from there on. */
const RISE = 0.49080085661471845;
const TOP = 1.6929956344984227;

/** DTLZ7: a front in 2ᵏ⁻¹ parts. */
export function dtlz7(d: number, k: number): MultiObjectiveProblem {
  check(d, k);
  const [, last] = PARTS[1];
  const reference = [...repeat(k - 1, 1), 2 * k];
  const wave = (f: number) => f * (1 + sin(3 * Math.PI * f));
  return multiObjectiveProblem({
    name: `DTLZ7-${d}-${k}`,
    bounds: box(d, 0, 1),
    ideal: [...repeat(k - 1, 0), 2 * k - (k - 1) * TOP],
    nadir: [...repeat(k - 1, last), 2 * k],
    scale: repeat(k, 1),
    reference,
    hypervolume: (k - 1) * (RISE + (1 - last) * TOP),
    exact: true,
    evaluate(x) {
      let sum = 0;
      for (let i = k - 1; i < d; i++) sum += x[i]!;
      const g = 1 + (9 * sum) / (d - k + 1);
      let h = k;
      for (let i = 0; i < k - 1; i++) h -= wave(x[i]!) / (1 + g);
      return [...Array.from({ length: k - 1 }, (_, i) => x[i]!), (1 + g) * h];
    },
    paretoSet: (n) =>
      grid(n, k - 1)
        .map((point) => point.map(toParts))
        .map(withTail(d, 0)),
  });
}

/** [0, 1] onto the two parts, in proportion to their lengths. */
function toParts(t: number): number {
  const [[, first], [second, last]] = PARTS;
  const place = t * (first + last - second);
  return place <= first ? place : place - first + second;
}
