/** Hartmann6 at points of a fixed linear congruence: the same in JavaScript and, as JSON, in Python. */
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
const ALPHA = [1, 1.2, 3, 3.2];

function hartmann6(x) {
  return -ALPHA.reduce((sum, alpha, i) => {
    const exponent = A[i].reduce((s, a, j) => s + a * (x[j] - P[i][j]) ** 2, 0);
    return sum + alpha * Math.exp(-exponent);
  }, 0);
}

export function points(n, d = 6, seed = 1) {
  let state = BigInt(seed);
  const next = () => {
    state = (state * 1103515245n + 12345n) % 2147483648n;
    return Number(state) / 2147483648;
  };
  return Array.from({ length: n }, () => Array.from({ length: d }, next));
}

/** n points with standardized values. */
export function hartmannData(n) {
  const X = points(n);
  const y = X.map(hartmann6);
  const mean = y.reduce((sum, v) => sum + v, 0) / n;
  const sd = Math.sqrt(y.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1));
  return { X, y: y.map((v) => (v - mean) / sd) };
}

/** scikit-learn's process over the same data, hyperparameters fixed, as `gp`; `points` as above. */
export function sklearnSetup(n) {
  return `
import warnings; warnings.filterwarnings("ignore")
import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import Matern, WhiteKernel
def points(n, seed):
    out = np.empty((n, 6)); state = seed
    for i in range(n):
        for j in range(6):
            state = (state * 1103515245 + 12345) % 2147483648
            out[i, j] = state / 2147483648
    return out
A = np.array(${JSON.stringify(A)}); P = np.array(${JSON.stringify(P)})
X = points(${n}, 1)
y = -np.exp(-((X[:, None] - P) ** 2 * A).sum(-1)) @ np.array(${JSON.stringify(ALPHA)})
y = (y - y.mean()) / y.std(ddof=1)
kernel = Matern(length_scale=np.full(6, 0.5), nu=2.5) + WhiteKernel(0.01)
gp = GaussianProcessRegressor(kernel=kernel, optimizer=None, alpha=0).fit(X, y)
`;
}
