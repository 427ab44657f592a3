/**
 * The multiply-add peak of WebAssembly SIMD on this machine, as a contestant of `race`:
 * `multiplyAddPeak(flops)` does that many operations in registers alone, so its ratio to ours is
 * the fraction of the peak that we reach (0.85: 85 %).
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { main as asc } from "assemblyscript/asc";

const step = 48;
// Short calls: V8 replaces a function by its optimized code only between calls.
const stepsPerCall = 4096;

export async function multiplyAddPeak(flops) {
  const files = {};
  const source = readFileSync(fileURLToPath(new URL("peak.as.ts", import.meta.url)), "utf8");
  const { error, stderr } = await asc(
    ["peak.ts", "-o", "peak.wasm", "-O3", "--enable", "simd", "--runtime", "stub"],
    {
      readFile: (name) => (name === "peak.ts" ? source : null),
      writeFile: (name, contents) => {
        files[name] = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(stderr.toString());
  const { multiply_add } = new WebAssembly.Instance(new WebAssembly.Module(files["peak.wasm"]))
    .exports;
  const run = (steps) => multiply_add(steps, 0.999, 1e-3);
  for (let i = 0; i < 2000; i++) run(stepsPerCall);
  return () => {
    for (let steps = Math.round(flops / step); steps > 0; steps -= stepsPerCall) {
      run(Math.min(steps, stepsPerCall));
    }
  };
}
