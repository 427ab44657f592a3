/** One hash of all bits: fits, samples, asks, designs from a table, a Pareto set. */
import { fingerprint } from "./fingerprint.mjs";

/** @param entries  the package's entries, by name */
export async function hash({ main, gp, offline, pareto, problems }) {
  const sections = await fingerprint({ ...problems, ...gp, ...pareto, ...main, offline });
  const text = new TextEncoder().encode(JSON.stringify(sections));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
