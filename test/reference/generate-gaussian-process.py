"""Numbers of scikit-learn and of 80-bit arithmetic for test/gp/scikit-learn.test.ts, printed as JSON.

/usr/bin/python3 test/reference/generate-gaussian-process.py > test/reference/gaussian-process.json
"""
import json
import sys
import warnings

import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Matern, RationalQuadratic, WhiteKernel

warnings.filterwarnings("ignore")


def points(n, d, state):
    """A linear congruence: the same points everywhere."""
    out = np.empty((n, d))
    for i in range(n):
        for j in range(d):
            state = (state * 1103515245 + 12345) % 2147483648
            out[i, j] = state / 2147483648
    return out


def values(X):
    y = np.sin(5 * X[:, 0]) + X[:, 1] * X[:, 2] - 0.5 * np.cos(7 * X[:, 2])
    return (y - y.mean()) / y.std(ddof=1)


SCALE, NOISE = 1.7, 0.02
ARD = [0.4, 0.9, 1.5]
KERNELS = {
    "rbf": RBF(ARD),
    "matern12": Matern(ARD, nu=0.5),
    "matern32": Matern(ARD, nu=1.5),
    "matern52": Matern(ARD, nu=2.5),
    "rationalQuadratic": RationalQuadratic(length_scale=0.6, alpha=0.8),
}


def fixed(X, y, Z):
    out = {}
    for name, base in KERNELS.items():
        kernel = ConstantKernel(SCALE) * base + WhiteKernel(NOISE)
        gp = GaussianProcessRegressor(kernel, alpha=0, optimizer=None).fit(X, y)
        value, gradient = gp.log_marginal_likelihood(gp.kernel_.theta, eval_gradient=True)
        mean, covariance = gp.predict(Z, return_cov=True)
        # scikit-learn's prediction of the same kernel carries its noise.
        out[name] = {
            "likelihood": value,
            "hyperparameters": [h.name for h in gp.kernel_.hyperparameters for _ in range(h.n_elements)],
            "gradient": gradient.tolist(),
            "mean": mean.tolist(),
            "noisy_covariance": covariance.tolist(),
        }
    return out


def fitted(X, y, Z):
    """Maximum likelihood in a box, the best of eight searches."""
    bounds = (0.05, 20)
    kernel = Matern([0.5, 0.5, 0.5], bounds, nu=2.5) + WhiteKernel(0.01, (1e-5, 1))
    gp = GaussianProcessRegressor(kernel, alpha=0, n_restarts_optimizer=7, random_state=0).fit(X, y)
    parameters = np.exp(gp.kernel_.theta)
    return {
        "likelihood": gp.log_marginal_likelihood_value_,
        "lengthscale": parameters[:3].tolist(),
        "noise": parameters[3],
        "mean": gp.predict(Z).tolist(),
    }


def nearly_singular(n=60, lengthscale=0.5):
    """Posterior of an RBF process with hardly any noise, in 80-bit arithmetic."""
    X, Z = points(n, 2, 3).astype(np.longdouble), points(8, 2, 11).astype(np.longdouble)
    y = np.sin(5 * X[:, 0]) + X[:, 1] ** 2
    k = lambda A, B: np.exp(-((A[:, None] - B[None]) ** 2).sum(-1) / (2 * np.longdouble(lengthscale) ** 2))
    out = {"X": X.astype(float).tolist(), "y": y.astype(float).tolist(), "Z": Z.astype(float).tolist(), "cases": []}
    y = np.array(out["y"], dtype=np.longdouble)
    for noise in (1e-6, 1e-8):
        K = k(X, X) + np.longdouble(noise) * np.eye(n, dtype=np.longdouble)
        L = np.zeros_like(K)
        for i in range(n):
            for j in range(i + 1):
                rest = K[i, j] - L[i, :j] @ L[j, :j]
                L[i, j] = np.sqrt(rest) if i == j else rest / L[j, j]

        def solve(b, transposed=False):
            v = b.copy()
            rows = range(n - 1, -1, -1) if transposed else range(n)
            for i in rows:
                done = L[i + 1 :, i] @ v[i + 1 :] if transposed else L[i, :i] @ v[:i]
                v[i] = (v[i] - done) / L[i, i]
            return v

        C = k(Z, X)
        V = np.array([solve(c) for c in C])
        W = np.array([solve(v, True) for v in V])
        # d k(z, x) / dz = -(z - x) k / l^2
        slope = -(Z[:, None] - X[None]) * C[:, :, None] / np.longdouble(lengthscale) ** 2
        alpha = solve(solve(y), True)
        out["cases"].append(
            {
                "noise": noise,
                "mean": (C @ alpha).astype(float).tolist(),
                "variance": (1 - (V * V).sum(1)).astype(float).tolist(),
                "mean_gradient": np.einsum("zxd,x->zd", slope, alpha).astype(float).tolist(),
                "variance_gradient": (-2 * np.einsum("zxd,zx->zd", slope, W)).astype(float).tolist(),
            }
        )
    return out


X, Z = points(30, 3, 1), points(6, 3, 5)
y = values(X)
y = y + 0.1 * (points(30, 1, 9)[:, 0] - 0.5)
result = {
    "X": X.tolist(),
    "y": y.tolist(),
    "Z": Z.tolist(),
    "lengthscale": ARD,
    "outputscale": SCALE,
    "noise": NOISE,
    "fixed": fixed(X, y, Z),
    "fitted": fitted(X, y, Z),
    "nearly_singular": nearly_singular(),
}
json.dump(result, sys.stdout)
print()
