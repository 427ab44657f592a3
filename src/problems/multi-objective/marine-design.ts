import { pow } from "../../core/math.js";
import { type MultiObjectiveProblem, multiObjectiveProblem, violation } from "./problem.js";

/**
 * RE42, conceptual marine design: transport cost, light ship weight, negated annual cargo, and
 * what the constraints lack; constants and extremes of the suite's corrected release.
 */
export const re42: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE42",
  bounds: [
    [150, 274.32],
    [20, 32.31],
    [13, 25],
    [10, 11.71],
    [14, 18],
    [0.63, 0.75],
  ],
  ideal: [-2756.2590400638524, 3962.557843228888, 1947.880856925791, 0],
  nadir: [-1010.5229595219643, 13827.138456300128, 2611.9668107424536, 12.437669929732023],
  hypervolume: 0.4108277223793988,
  exact: false,
  evaluate(x) {
    const [length, beam, depth, draft, speed, block] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!, x[5]!];
    const displacement = 1.025 * length * beam * draft * block;
    const froude = (0.5144 * speed) / Math.sqrt(9.8065 * length);
    const a = 4977.06 * block * block - 8105.61 * block + 4456.51;
    const b = -10847.2 * block * block + 12817 * block - 6960.32;
    const power = (pow(displacement, 2 / 3) * speed * speed * speed) / (a + b * froude);
    const outfit = pow(length, 0.8) * pow(beam, 0.6) * pow(depth, 0.3) * pow(block, 0.1);
    const steel = 0.034 * pow(length, 1.7) * pow(beam, 0.7) * pow(depth, 0.4) * Math.sqrt(block);
    const light = steel + outfit + 0.17 * pow(power, 0.9);
    const ship = 1.3 * (2000 * pow(steel, 0.85) + 3500 * outfit + 2400 * pow(power, 0.8));
    const deadweight = displacement - light;
    const running = 40_000 * pow(deadweight, 0.3);
    const seaDays = (5000 / 24) * speed;
    const daily = (0.19 * power * 24) / 1000 + 0.2;
    const fuel = 1.05 * daily * seaDays * 100;
    const port = 6.3 * pow(deadweight, 0.8);
    const carried = daily * (seaDays + 5);
    const cargo = deadweight - carried - 2 * Math.sqrt(deadweight);
    const trips = 350 / (seaDays + 2 * (cargo / 8000 + 0.5));
    const annual = 0.2 * ship + running + (fuel + port) * trips;
    const stability =
      0.53 * draft + ((0.085 * block - 0.002) * beam * beam) / (draft * block) - (1 + 0.52 * depth);
    const lacking = violation([
      length / beam - 6,
      15 - length / depth,
      19 - length / draft,
      0.45 * pow(deadweight, 0.31) - draft,
      0.7 * depth + 0.7 - draft,
      500_000 - deadweight,
      deadweight - 3000,
      0.32 - froude,
      stability - 0.07 * beam,
    ]);
    return [annual / (cargo * trips), light, -cargo * trips, lacking];
  },
});
