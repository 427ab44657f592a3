import { type Problem, problem } from "../problem.js";

/** Plates come in sixteenths of an inch. */
const plate = (thickness: number) => Math.round(thickness * 16) / 16;

/**
 * Cost of a cylindrical vessel with hemispherical heads: thickness of shell and head, which are
 * rounded to sixteenths, then radius and length. The best known design of the literature.
 */
export const pressureVessel: Problem = problem({
  name: "PressureVessel",
  bounds: [
    [0, 10],
    [0, 10],
    [10, 50],
    [150, 200],
  ],
  optimum: 6059.714335048436,
  minimizers: [[0.8125, 0.4375, 42.098445595854, 176.636595842439]],
  evaluate(x) {
    const [shell, head, radius, length] = [plate(x[0]!), plate(x[1]!), x[2]!, x[3]!];
    return (
      0.6224 * shell * radius * length +
      1.7781 * head * radius * radius +
      3.1661 * shell * shell * length +
      19.84 * shell * shell * radius
    );
  },
  constraints(x) {
    const [shell, head, radius, length] = [plate(x[0]!), plate(x[1]!), x[2]!, x[3]!];
    const volume = Math.PI * radius * radius * (length + (4 / 3) * radius);
    return [0.0193 * radius - shell, 0.00954 * radius - head, 1296000 - volume, length - 240];
  },
});
