import {
  type MultiObjectiveProblem,
  multiObjectiveProblem,
  roundHalfEven,
  violation,
} from "./problem.js";

/** RE23, pressure vessel: cost against what the constraints lack; plates in sixteenths of an inch. */
export const re23: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE23",
  bounds: [
    [1, 100],
    [1, 100],
    [10, 200],
    [10, 240],
  ],
  ideal: [15.9018007813, 0],
  nadir: [5852.05896876, 1288669.78054],
  hypervolume: 1.1635525932784623,
  exact: false,
  evaluate(x) {
    const shell = 0.0625 * roundHalfEven(x[0]!);
    const head = 0.0625 * roundHalfEven(x[1]!);
    const [radius, length] = [x[2]!, x[3]!];
    const cost =
      0.6224 * shell * radius * length +
      1.7781 * head * radius * radius +
      3.1661 * shell * shell * length +
      19.84 * shell * shell * radius;
    const volume =
      Math.PI * radius * radius * length + (4 / 3) * Math.PI * radius * radius * radius;
    const lacking = violation([
      shell - 0.0193 * radius,
      head - 0.00954 * radius,
      volume - 1_296_000,
    ]);
    return [cost, lacking];
  },
});
