import { InputError } from "../errors.js";

/** The text of a file: UTF-8, or UTF-16 where its first bytes say so, as "Unicode text" of Excel. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError("the file", bytes, 'it is no UTF-8 text: save it as "CSV UTF-8"');
  }
}
