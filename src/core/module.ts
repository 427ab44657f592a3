/** Where the binary comes from in the default entries: inlined, compiled at first use. */
import { base64 } from "../../build/binary.js";

/** Bytes are compiled synchronously: browsers allow that up to 8 MB, far above the core's size. */
export function coreModule(): WebAssembly.Module {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new WebAssembly.Module(bytes);
}
