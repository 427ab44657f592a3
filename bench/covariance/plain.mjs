/** Covariance matrices by plain loops. The demo site races them in browsers too. */

/** Lower triangle with `Math.exp`, mirrored: what a careful programmer writes by hand. */
export function plainMatern52(x, n, d, scale, out) {
  const root5 = Math.sqrt(5);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      let t = 0;
      for (let i = 0; i < d; i++) {
        const u = (x[a * d + i] - x[b * d + i]) * scale[i];
        t += u * u;
      }
      const r = root5 * Math.sqrt(t);
      const value = (1 + r + (r * r) / 3) * Math.exp(-r);
      out[a * n + b] = value;
      out[b * n + a] = value;
    }
  }
}

/** Σ_ab g_ab ∂k_ab/∂ln ℓ_i by plain loops. */
export function plainPullback(x, n, d, scale, g, out) {
  const root5 = Math.sqrt(5);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < a; b++) {
      let t = 0;
      for (let i = 0; i < d; i++) {
        const u = (x[a * d + i] - x[b * d + i]) * scale[i];
        t += u * u;
      }
      const r = root5 * Math.sqrt(t);
      const m = (10 / 3) * (1 + r) * Math.exp(-r) * g[a * n + b];
      for (let i = 0; i < d; i++) {
        const u = (x[a * d + i] - x[b * d + i]) * scale[i];
        out[i] += m * u * u;
      }
    }
  }
}

/** The n × m covariances between the points x and z. */
export function plainCross52(x, n, z, m, d, scale, out) {
  const root5 = Math.sqrt(5);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < m; b++) {
      let t = 0;
      for (let i = 0; i < d; i++) {
        const u = (x[a * d + i] - z[b * d + i]) * scale[i];
        t += u * u;
      }
      const r = root5 * Math.sqrt(t);
      out[a * m + b] = (1 + r + (r * r) / 3) * Math.exp(-r);
    }
  }
}
