import { type MultiObjectiveProblem, multiObjectiveProblem, violation } from "./problem.js";

/** Radii closer than this count as this far apart, since the constraints divide by the gap. */
const LEAST_GAP = 1e-9;

/** RE33, disc brake: mass, stopping time, and what the constraints lack. */
export const re33: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE33",
  bounds: [
    [55, 80],
    [75, 110],
    [1000, 3000],
    [11, 20],
  ],
  ideal: [-0.721525, 1.13907203907, 0],
  nadir: [5.3067, 3.12833430979, 25],
  hypervolume: 1.0143137404645193,
  exact: false,
  evaluate(x) {
    const [inner, outer, force, surfaces] = [x[0]!, x[1]!, x[2]!, x[3]!];
    const difference = outer - inner;
    const gap = Math.abs(difference) < LEAST_GAP ? LEAST_GAP : difference;
    const area = gap * (outer + inner);
    // The difference of cubes over that of squares, without the gap that both contain.
    const cubic = outer * outer + outer * inner + inner * inner;
    const ratio = cubic / (outer + inner);
    return [
      4.9e-5 * difference * (outer + inner) * (surfaces - 1),
      9.82e6 / (force * surfaces * ratio),
      violation([
        difference - 20,
        0.4 - force / (3.14 * area),
        1 - (2.22e-3 * force * ratio) / area,
        2.66e-2 * force * surfaces * ratio - 900,
      ]),
    ];
  },
});
