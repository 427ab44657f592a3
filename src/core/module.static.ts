/**
 * Where the binary comes from under the conditions `workerd` and `edge-light`: a static import, since
 * these runtimes compile nothing that arrives as bytes.
 */
import module from "../../build/core.wasm";

export function coreModule(): WebAssembly.Module {
  return module;
}
