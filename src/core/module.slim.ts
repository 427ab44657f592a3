/** Where the binary comes from in `steinbock/slim`: the caller brings it. */
import { fingerprint } from "../../build/fingerprint.js";
import { InputError, StateError } from "../errors.js";
import { unsupported } from "./unsupported.js";

/** The binary, `steinbock/core.wasm`: compiled, its bytes, a response that holds them, or their URL. */
export type BinarySource = WebAssembly.Module | BufferSource | Response | URL | string;

let supplied: WebAssembly.Module | undefined;

export function coreModule(): WebAssembly.Module {
  if (supplied) return supplied;
  throw new StateError(
    "steinbock/slim has no binary yet: call loadSync(source) or await load(source) first",
  );
}

/**
 * Takes the binary, and compiles it where it is not compiled yet, while it arrives if the server says
 * `application/wasm`. Needed once, before anything is computed; later calls do nothing.
 *
 * Throws `InputError` for what is not the binary of this very version, `UnsupportedError` where the
 * runtime cannot compile it.
 */
export async function load(source: BinarySource | PromiseLike<BinarySource>): Promise<void> {
  if (supplied) return;
  const given = await source;
  const module = isModule(given) ? given : await compiled(given);
  supplied ??= checked(module);
}

/** The same at once, for a compiled module or bytes. Browsers allow that up to 8 MB. */
export function loadSync(source: WebAssembly.Module | BufferSource): void {
  if (supplied) return;
  supplied = checked(isModule(source) ? source : compiledNow(source));
}

async function compiled(source: Exclude<BinarySource, WebAssembly.Module>) {
  if (isBytes(source)) return orUnsupported(WebAssembly.compile(binary(source)));
  const response = isResponse(source) ? source : await fetched(source);
  if (!response.ok) {
    const answer = `${response.status} ${response.statusText}`.trim();
    throw new InputError("source", response.url, `the server answered ${answer}: check the URL`);
  }
  const streams = response.headers.get("content-type")?.startsWith("application/wasm");
  if (streams && WebAssembly.compileStreaming) {
    return orUnsupported(WebAssembly.compileStreaming(response));
  }
  return orUnsupported(WebAssembly.compile(binary(await response.arrayBuffer())));
}

function compiledNow(source: BufferSource): WebAssembly.Module {
  const bytes = binary(source);
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    throw unsupported(cause);
  }
}

async function orUnsupported(module: Promise<WebAssembly.Module>): Promise<WebAssembly.Module> {
  try {
    return await module;
  } catch (cause) {
    throw unsupported(cause);
  }
}

async function fetched(url: URL | string): Promise<Response> {
  if (typeof url !== "string" && tag(url) !== "URL") {
    throw new InputError("source", url, "give a WebAssembly.Module, bytes, a Response or a URL");
  }
  try {
    return await fetch(url);
  } catch (cause) {
    const error = new InputError(
      "source",
      String(url),
      "it was not fetched: give the bytes instead",
    );
    error.cause = cause;
    throw error;
  }
}

/** Bytes that begin as every binary does. Development servers like to send a page in its place. */
function binary(source: BufferSource): BufferSource {
  if (!isBytes(source)) {
    throw new InputError("source", source, "give a WebAssembly.Module or bytes; load() takes more");
  }
  const view = ArrayBuffer.isView(source);
  const { buffer, byteOffset } = view ? source : { buffer: source, byteOffset: 0 };
  const first = new Uint8Array(buffer, byteOffset, Math.min(source.byteLength, 12));
  if (String.fromCharCode(...first.subarray(0, 4)) === "\0asm") return source;
  const text = String.fromCharCode(...first);
  throw new InputError("source", text, "this is no WebAssembly binary: check what the URL serves");
}

/** Functions and addresses differ from version to version: another one would compute nonsense. */
function checked(module: WebAssembly.Module): WebAssembly.Module {
  const [section] = WebAssembly.Module.customSections(module, "steinbock");
  const found = section === undefined ? "" : new TextDecoder().decode(section);
  if (found === fingerprint) return module;
  const what = found === "" ? "of something else" : `of another version, ${found}`;
  throw new InputError(
    "source",
    module,
    `the binary is ${what}: take steinbock/core.wasm of the package whose code runs, ${fingerprint}`,
  );
}

const isModule = (value: unknown): value is WebAssembly.Module =>
  tag(value) === "WebAssembly.Module";
const isResponse = (value: unknown): value is Response => tag(value) === "Response";
const isBytes = (value: unknown): value is BufferSource =>
  ArrayBuffer.isView(value) || /^(Shared)?ArrayBuffer$/.test(tag(value));

/** Unlike `instanceof`, it knows objects of other frames. */
function tag(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
