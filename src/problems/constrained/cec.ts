/** Problems g04, g06, g08, g09 and g24 of the CEC 2006 set on constrained optimization. */
import { sin } from "../../core/math.js";
import { box, type Problem, problem } from "../problem.js";

/** g04, Himmelblau: quadratic, with the minimum in a corner of three constraints. */
export const g4: Problem = problem({
  name: "G4",
  bounds: [[78, 102], [33, 45], ...box(3, 27, 45)],
  optimum: -30665.5386717833,
  minimizers: [[78, 33, 29.9952560256816, 45, 36.7758129057882]],
  evaluate(x) {
    return 5.3578547 * x[2]! * x[2]! + 0.8356891 * x[0]! * x[4]! + 37.293239 * x[0]! - 40792.141;
  },
  constraints(x) {
    const [a, b, c, d, e] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!];
    const u = 85.334407 + 0.0056858 * b * e + 0.0006262 * a * d - 0.0022053 * c * e;
    const v = 80.51249 + 0.0071317 * b * e + 0.0029955 * a * b + 0.0021813 * c * c;
    const w = 9.300961 + 0.0047026 * c * e + 0.0012547 * a * c + 0.0019085 * c * d;
    return [u - 92, -u, v - 110, 90 - v, w - 25, 20 - w];
  },
});

/** g06: cubic, with a thin crescent of feasible points. */
export const g6: Problem = problem({
  name: "G6",
  bounds: [
    [13, 100],
    [0, 100],
  ],
  optimum: -6961.81387558014,
  minimizers: [[14.095, 0.842960789215478]],
  evaluate(x) {
    const [a, b] = [x[0]! - 10, x[1]! - 20];
    return a * a * a + b * b * b;
  },
  constraints(x) {
    const [a, b, c] = [x[0]! - 5, x[1]! - 5, x[0]! - 6];
    return [100 - a * a - b * b, c * c + b * b - 82.81];
  },
});

/** sin(2 pi x) / x, with its limit at 0. */
function wave(x: number): number {
  return x === 0 ? 2 * Math.PI : sin(2 * Math.PI * x) / x;
}

/** g08: waves of decreasing height. */
export const g8: Problem = problem({
  name: "G8",
  bounds: box(2, 0, 10),
  optimum: -0.0958250414180358,
  minimizers: [[1.22797135276384, 4.24537336645842]],
  evaluate(x) {
    const [a, b] = [x[0]!, x[1]!];
    const share = a + b === 0 ? 1 : b / (a + b);
    return -wave(a) * wave(a) * wave(a) * wave(b) * share;
  },
  constraints(x) {
    const [a, b] = [x[0]!, x[1]!];
    return [a * a - b + 1, 1 - a + (b - 4) * (b - 4)];
  },
});

/** g09: polynomial of sixth degree in seven inputs. */
export const g9: Problem = problem({
  name: "G9",
  bounds: box(7, -10, 10),
  optimum: 680.630057374402,
  minimizers: [
    [
      2.33049937287957, 1.95137237289689, -0.477541392388872, 4.36572623365581, -0.624486970526817,
      1.03813101860796, 1.59422671161187,
    ],
  ],
  evaluate(x) {
    const [a, b, c, d, e, f, g] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!, x[5]!, x[6]!];
    return (
      (a - 10) * (a - 10) +
      5 * (b - 12) * (b - 12) +
      c * c * c * c +
      3 * (d - 11) * (d - 11) +
      10 * e * e * e * e * e * e +
      7 * f * f +
      g * g * g * g -
      4 * f * g -
      10 * f -
      8 * g
    );
  },
  constraints(x) {
    const [a, b, c, d, e, f, g] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!, x[5]!, x[6]!];
    return [
      2 * a * a + 3 * b * b * b * b + c + 4 * d * d + 5 * e - 127,
      7 * a + 3 * b + 10 * c * c + d - e - 282,
      23 * a + b * b + 6 * f * f - 8 * g - 196,
      4 * a * a + b * b - 3 * a * b + 2 * c * c + 5 * f - 11 * g,
    ];
  },
});

/** g24: a linear objective over two separate feasible regions. */
export const g24: Problem = problem({
  name: "G24",
  bounds: [
    [0, 3],
    [0, 4],
  ],
  optimum: -5.50801327159527,
  minimizers: [[2.32952019747761, 3.17849307411767]],
  evaluate: (x) => -x[0]! - x[1]!,
  constraints(x) {
    const [a, b] = [x[0]!, x[1]!];
    const s = a * a;
    return [
      -2 * s * s + 8 * s * a - 8 * s + b - 2,
      -4 * s * s + 32 * s * a - 88 * s + 96 * a + b - 36,
    ];
  },
});
