import { type Problem, problem } from "../problem.js";

/** Weight of a coil spring: wire diameter, coil diameter, active coils. */
export const tensionCompression: Problem = problem({
  name: "TensionCompression",
  bounds: [
    [0.01, 1],
    [0.01, 1],
    [0.01, 20],
  ],
  optimum: 0.0126652327883194,
  minimizers: [[0.0516890610827635, 0.356717739799441, 11.2889657516133]],
  evaluate: (x) => x[0]! * x[0]! * x[1]! * (x[2]! + 2),
  constraints(x) {
    const [wire, coil, turns] = [x[0]!, x[1]!, x[2]!];
    const s = wire * wire;
    return [
      1 - (coil * coil * coil * turns) / (71785 * s * s),
      (4 * coil * coil - wire * coil) / (12566 * (coil * s * wire - s * s)) + 1 / (5108 * s) - 1,
      1 - (140.45 * wire) / (coil * coil * turns),
      (wire + coil) / 1.5 - 1,
    ];
  },
});
