import { type MultiObjectiveProblem, multiObjectiveProblem, violation } from "./problem.js";

/** RE41, car side impact: mass, pubic force, mean velocity, and what the constraints lack. */
export const re41: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE41",
  bounds: [
    [0.5, 1.5],
    [0.45, 1.35],
    [0.5, 1.5],
    [0.5, 1.5],
    [0.875, 2.625],
    [0.4, 1.2],
    [0.4, 1.2],
  ],
  ideal: [15.576004, 3.58525, 10.61064375, 0],
  nadir: [39.2905121788, 4.42725, 13.09138125, 9.49401929991],
  hypervolume: 0.8213476947317265,
  exact: false,
  evaluate(x) {
    const [a, b, c, d, e, f, g] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!, x[5]!, x[6]!];
    const mass =
      1.98 + 4.9 * a + 6.67 * b + 6.98 * c + 4.01 * d + 1.78 * e + 0.00001 * f + 2.73 * g;
    const force = 4.72 - 0.5 * d - 0.19 * b * c;
    const pillar = 10.58 - 0.674 * a * b - 0.67275 * b;
    const door = 16.45 - 0.489 * c * g - 0.843 * e * f;
    const upperChest =
      0.261 - 0.0159 * a * b - 0.06486 * a - 0.019 * b * g + 0.0144 * c * e + 0.0154464 * f;
    const middleChest =
      0.214 +
      0.00817 * e -
      0.045195 * a -
      0.0135168 * a +
      0.03099 * b * f -
      0.018 * b * g +
      0.007176 * c +
      0.023232 * c -
      0.00364 * e * f -
      0.018 * b * b;
    const lowerChest = 0.74 - 0.61 * b - 0.031296 * c - 0.031872 * g + 0.227 * b * b;
    const lacking = violation([
      1 - (1.16 - 0.3717 * b * d - 0.0092928 * c),
      0.32 - upperChest,
      0.32 - middleChest,
      0.32 - lowerChest,
      32 - (28.98 + 3.818 * c - 4.2 * a * b + 1.27296 * f - 2.68065 * g),
      32 - (33.86 + 2.95 * c - 5.057 * a * b - 3.795 * b - 3.4431 * g + 1.45728),
      32 - (46.36 - 9.9 * b - 4.4505 * a),
      4 - force,
      9.9 - pillar,
      15.7 - door,
    ]);
    return [mass, force, (pillar + door) / 2, lacking];
  },
});
