import { cos, sin } from "../../core/math.js";
import { type Problem, problem } from "../problem.js";

/** Squared radius of the heart-shaped border at the angle from the y axis. */
function border(x: number, y: number): number {
  const radius = Math.sqrt(x * x + y * y);
  const c = radius === 0 ? 1 : y / radius;
  const s = radius === 0 ? 0 : x / radius;
  const cos2 = 2 * c * c - 1;
  const cos3 = c * (4 * c * c - 3);
  const cos4 = 2 * cos2 * cos2 - 1;
  const reach = 2 * c - cos2 / 2 - cos3 / 4 - cos4 / 8;
  return reach * reach + 4 * s * s;
}

/** Townsend's function inside a heart-shaped border. */
export const townsend: Problem = problem({
  name: "Townsend",
  bounds: [
    [-2.25, 2.5],
    [-2.5, 1.75],
  ],
  optimum: -2.02398836232576,
  minimizers: [[2.00529271555402, 1.19445288387939]],
  evaluate(point) {
    const [x, y] = [point[0]!, point[1]!];
    const c = cos((x - 0.1) * y);
    return -c * c - x * sin(3 * x + y);
  },
  constraints(point) {
    const [x, y] = [point[0]!, point[1]!];
    return [x * x + y * y - border(x, y)];
  },
});
