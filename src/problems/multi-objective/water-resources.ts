import { exp, pow } from "../../core/math.js";
import { type MultiObjectiveProblem, multiObjectiveProblem, violation } from "./problem.js";

/**
 * RE61, water resource planning: five costs and damages, and what the constraints lack. Ideal and
 * nadir are the suite's; the front goes on beyond this nadir in the last two objectives.
 *
 * Every objective grows with the overflow o, so that the Pareto set lies at its least, o = 0.01. There
 * f2 grows with the storage s, f1 and f3 with the treatment t, f4 falls with t, and f5 and f6 fall with
 * s t. So y is dominated where the largest s and t that y1, y2 and y3 allow reach y4, y5 and y6:
 *
 *   HV = ∫∫ (r4 − f4(t)) (r5 − f5(s t)) (r6 − f6(s t)) ds(y2) dA(t),  A(t) = (r1 − f1(t)) (r3 − f3(t)),
 *
 * negative factors counting as 0, with the masses that lie beyond the ends of s and t at these ends. The
 * value below is this integral by adaptive quadrature between the kinks, to 12 digits.
 */
export const re61: MultiObjectiveProblem = multiObjectiveProblem({
  name: "RE61",
  bounds: [
    [0.01, 0.45],
    [0.01, 0.1],
    [0.01, 0.1],
  ],
  ideal: [63840.2774, 30, 285346.896494, 183749.967061, 7.22222222222, 0],
  nadir: [80896.9128355, 1350, 2853468.96494, 7076861.67064, 87748.6339553, 2.50994535821],
  hypervolume: 1.236674103877,
  exact: true,
  evaluate(x) {
    const [storage, treatment, overflow] = [x[0]!, x[1]!, x[2]!];
    const product = storage * treatment;
    return [
      106780.37 * (treatment + overflow) + 61704.67,
      3000 * storage,
      (305_700 * 2289 * treatment) / pow(0.06 * 2289, 0.65),
      250 * 2289 * exp(-39.75 * treatment + 9.9 * overflow + 2.74),
      25 * (1.39 / product + 4940 * overflow - 80),
      violation([
        1 - (0.00139 / product + 4.94 * overflow - 0.08),
        1 - (0.000306 / product + 1.082 * overflow - 0.0986),
        50_000 - (12.307 / product + 49408.24 * overflow + 4051.02),
        16_000 - (2.098 / product + 8046.33 * overflow - 696.71),
        10_000 - (2.138 / product + 7883.39 * overflow - 705.04),
        // The suite multiplies here, where all the others divide.
        2000 - (0.417 * product + 1721.26 * overflow - 136.54),
        550 - (0.164 / product + 631.13 * overflow - 54.48),
      ]),
    ];
  },
});
