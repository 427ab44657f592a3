import { type Problem, problem } from "../problem.js";

/** Weight of a speed reducer: face width, module, teeth, two shaft lengths, two diameters. */
export const speedReducer: Problem = problem({
  name: "SpeedReducer",
  bounds: [
    [2.6, 3.6],
    [0.7, 0.8],
    [17, 28],
    [7.3, 8.3],
    [7.8, 8.3],
    [2.9, 3.9],
    [5, 5.5],
  ],
  optimum: 2996.34816496853,
  minimizers: [[3.5, 0.7, 17, 7.3, 7.8, 3.35021466609645, 5.28668322975792]],
  evaluate(x) {
    const [a, b, c, d, e, f, g] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!, x[5]!, x[6]!];
    const teeth = 3.3333 * c * c + 14.9334 * c - 43.0934;
    const shafts = f * f + g * g;
    return (
      0.7854 * a * b * b * teeth -
      1.508 * a * shafts +
      7.4777 * (f * f * f + g * g * g) +
      0.7854 * (d * f * f + e * g * g)
    );
  },
  constraints(x) {
    const [a, b, c, d, e, f, g] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!, x[5]!, x[6]!];
    const stress = (length: number, load: number, diameter: number) => {
      const bending = (745 * length) / (b * c);
      return Math.sqrt(bending * bending + load) / (0.1 * diameter * diameter * diameter);
    };
    return [
      27 / (a * b * b * c) - 1,
      397.5 / (a * b * b * c * c) - 1,
      (1.93 * d * d * d) / (b * c * f * f * f * f) - 1,
      (1.93 * e * e * e) / (b * c * g * g * g * g) - 1,
      stress(d, 16.9e6, f) - 1100,
      stress(e, 157.5e6, g) - 850,
      b * c - 40,
      5 - a / b,
      a / b - 12,
      (1.5 * f + 1.9) / d - 1,
      (1.1 * g + 1.9) / e - 1,
    ];
  },
});
