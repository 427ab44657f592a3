import { UnsupportedError } from "../errors.js";

/** The smallest module there is: magic number and version. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** `() => i8x16.splat(0)`: valid where there is SIMD. */
const SIMD = Uint8Array.of(
  ...EMPTY,
  ...[1, 5, 1, 0x60, 0, 1, 0x7b], // one type, () → v128
  ...[3, 2, 1, 0], // one function of it
  ...[10, 8, 1, 6, 0, 0x41, 0, 0xfd, 15, 0x0b], // i32.const 0, i8x16.splat, end
);

/** Why the binary did not start, found out by smaller ones, and what to do. */
export function unsupported(cause: unknown): UnsupportedError {
  const error = new UnsupportedError(reason());
  error.cause = cause;
  return error;
}

function reason(): string {
  if (typeof WebAssembly !== "object") {
    return "this runtime has no WebAssembly: use a current engine";
  }
  if (!compiles()) {
    return "compiling WebAssembly is forbidden here. Under a content security policy, let script-src have 'wasm-unsafe-eval'. In Cloudflare Workers and edge functions, bundle with the condition workerd or edge-light";
  }
  if (!WebAssembly.validate(SIMD)) {
    return "this engine has no WebAssembly SIMD: use Chrome 91, Firefox 89, Safari 16.4, Node 16.4 or later, on a processor with SSE4.1 or Neon";
  }
  return "the WebAssembly core did not start: `cause` says why";
}

function compiles(): boolean {
  try {
    return new WebAssembly.Module(EMPTY) !== undefined;
  } catch {
    return false;
  }
}
