/** Where the binary comes from in the default entries: inlined, compiled at first use. */
import { base64 } from "../../build/binary.js";

/** Bytes are compiled synchronously: browsers allow that up to 8 MB, far above the core's size. */
export function coreModule(): WebAssembly.Module {
  return new WebAssembly.Module(decoded(base64));
}

type Decoder = (text: string, encoding?: "base64") => Uint8Array<ArrayBuffer>;

/** By the runtime's own decoder where it has one: a cold loop costs 4 ms of a start. */
function decoded(text: string): Uint8Array<ArrayBuffer> {
  const { fromBase64 } = Uint8Array as unknown as { fromBase64?: Decoder };
  if (fromBase64) return fromBase64.call(Uint8Array, text);
  const { Buffer } = globalThis as unknown as { Buffer?: { from: Decoder } };
  if (Buffer) return Buffer.from(text, "base64");
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
