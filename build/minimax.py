"""Prints the polynomial tables of assembly/math, fitted in 300-bit arithmetic with mpmath.

Each function is interpolated at Chebyshev nodes, which is within a few percent of the best
polynomial here; what is printed after it is the error of the rounded coefficients.
Usage: python3 build/minimax.py [name]
"""
import sys

import mpmath as m

m.mp.prec = 300
HALF_LN2 = m.log(2) / 2 * m.mpf("1.0002")
LOG_S = ((m.sqrt(2) - 1) / (m.sqrt(2) + 1)) * m.mpf("1.0002")
ERFCX_A = m.mpf("3.5")


def erfcx(x):
    if x < 30:
        return m.exp(x * x) * m.erfc(x)
    total, term = m.mpf(0), m.mpf(1)
    for k in range(1, 60):
        total += term
        term *= -(2 * k - 1) / (2 * x * x)
    return total / (x * m.sqrt(m.pi))


def exp_tanh(z):
    r = m.sqrt(z)
    return m.tanh(r / 2) / r if z else m.mpf("0.5")


def expm1_p(z):
    r = m.sqrt(z)
    return (r * m.coth(r / 2) - 2) / z


def log_r(z):
    s = m.sqrt(z)
    return (m.log((1 + s) / (1 - s)) - 2 * s) / (s * z)


def pow_t(z):
    s = m.sqrt(z)
    return (m.log((1 + s) / (1 - s)) / (2 * s) - 1 - z / 3) / (z * z)


def sin_s(z):
    return (m.sin(m.sqrt(z)) / m.sqrt(z) - 1) / z


def cos_c(z):
    return (m.cos(m.sqrt(z)) - 1 + z / 2) / (z * z)


def erf_e(z):
    return (m.erf(m.sqrt(z)) / m.sqrt(z) - 2 / m.sqrt(m.pi)) / z


def erfcx_h(t):
    """(x + 1/2) erfcx(x) = 1/2 + v H(t), v = x/(x + a), t = 2v - 1."""
    v = (t + 1) / 2
    if v == 0:
        return None
    if v >= 1:
        return 1 / m.sqrt(m.pi) - m.mpf("0.5")
    x = ERFCX_A * v / (1 - v)
    return ((x + m.mpf("0.5")) * erfcx(x) - m.mpf("0.5")) / v


def quantile_h(w):
    """z = q (sqrt(2 pi) + w H(w - 3)), q = p - 1/2, w = -ln(1 - 4 q^2)."""
    w = w + 3
    q = m.sqrt(-m.expm1(-w)) / 2
    z = m.sqrt(2) * m.erfinv(2 * q)
    return (z / q - m.sqrt(2 * m.pi)) / w


def lgamma_g(e):
    """ln Gamma(2 + e) = e G(e)."""
    return m.loggamma(2 + e) / e if abs(e) > 1e-40 else 1 - m.euler


def fit(function, low, high, degree):
    low, high = m.mpf(low), m.mpf(high)
    count = degree + 1
    nodes = [
        (low + high) / 2 + (high - low) / 2 * m.cos(m.pi * (2 * k + 1) / (2 * count))
        for k in range(count)
    ]
    matrix = m.matrix(count, count)
    values = m.matrix(count, 1)
    for i, node in enumerate(nodes):
        for j in range(count):
            matrix[i, j] = node**j
        values[i] = function(node)
    solution = m.lu_solve(matrix, values)
    return [float(solution[j]) for j in range(count)]


def error(function, table, low, high):
    """Largest error as a power of two, relative to the largest value of the function."""
    worst = largest = m.mpf(0)
    low, high = m.mpf(low), m.mpf(high)
    for k in range(1, 300):
        t = low + (high - low) * k / 300
        value = sum(m.mpf(c) * t**j for j, c in enumerate(table))
        worst = max(worst, abs(value - function(t)))
        largest = max(largest, abs(function(t)))
    return m.nstr(m.log(worst / largest, 2), 4)


def fit_exp():
    """Monic P and Q with Q(0) = 2 P(0), so that tanh(r/2) = r P/Q is exact at 0."""
    top = (m.log(2) / 2 * m.mpf("1.00005")) ** 2
    nodes = [top / 2 + top / 2 * m.cos(m.pi * (2 * k + 1) / 8) for k in range(4)]
    matrix, values = m.matrix(4, 4), m.matrix(4, 1)
    for i, z in enumerate(nodes):
        f = exp_tanh(z)
        row = [z, 1 - 2 * f, -f * z * z, -f * z]
        for j in range(4):
            matrix[i, j] = row[j]
        values[i] = -z * z
    p1, p0, q2, q1 = (float(c) for c in m.lu_solve(matrix, values))
    return [p1, p0, q2, q1, 2 * p0]


FITS = {
    "expm1": (expm1_p, 0, HALF_LN2**2, 4),
    "log": (log_r, 0, LOG_S**2, 6),
    "pow": (pow_t, 0, LOG_S**2, 7),
    "sin": (sin_s, 0, (m.pi / 4 * m.mpf("1.0005")) ** 2, 5),
    "cos": (cos_c, 0, (m.pi / 4 * m.mpf("1.0005")) ** 2, 5),
    "erf": (erf_e, 0, "0.2501", 7),
    "erfcx": (erfcx_h, -1, 1, 25),
    "quantile": (quantile_h, -3, 3, 23),
    "log_gamma": (lgamma_g, "-0.7", "0.5", 23),
}

if __name__ == "__main__":
    wanted = sys.argv[1:] or ["exp", *FITS]
    for name in wanted:
        if name == "exp":
            print("exp p1 p0 q2 q1 q0", fit_exp())
            continue
        function, low, high, degree = FITS[name]
        table = fit(function, low, high, degree)
        print(f"{name}: degree {degree}, error 2^{error(function, table, low, high)}")
        for coefficient in table:
            print(f"  {coefficient!r},")
