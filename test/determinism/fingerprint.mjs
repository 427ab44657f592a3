/**
 * Hashes of all bits of what the library computes, section by section: equal seeds must give equal
 * bits on every engine. The sections take the library as an argument, so that the same work runs on
 * the built modules and on a bundle of the sources.
 */
import { coreSections } from "./core-sections.mjs";
import { publicSections } from "./public-sections.mjs";

/** `library`: names of the public entries; `internals`: the core's faces, where there are any. */
export async function fingerprint(library, internals) {
  const result = {};
  for (const [name, section] of Object.entries(publicSections)) {
    result[name] = await hash(await section(library));
  }
  if (internals === undefined) return result;
  for (const [name, section] of Object.entries(coreSections)) {
    result[name] = await hash(section(internals));
  }
  return result;
}

export async function hash(values) {
  const numbers = Float64Array.from(values);
  // WebAssembly leaves the payload of a NaN open, so it may not appear.
  if (numbers.length === 0 || numbers.some(Number.isNaN))
    throw new Error("nothing to hash, or NaN");
  const digest = await crypto.subtle.digest("SHA-256", numbers.buffer);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
