/** Test functions on the unit cube. */

const A = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const P = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
];

export function hartmann6(u: readonly number[]): number {
  const exponent = (i: number) => A[i]!.reduce((s, a, j) => s + a * (u[j]! - P[i]![j]!) ** 2, 0);
  return -[1, 1.2, 3, 3.2].reduce((sum, alpha, i) => sum + alpha * Math.exp(-exponent(i)), 0);
}

export function branin(u: readonly number[]): number {
  const x = -5 + 15 * u[0]!;
  const y = 15 * u[1]!;
  const bowl = y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6;
  return bowl * bowl + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
}
