/// <reference types="node" />
import type { OfflineProgress } from "../offline/index.js";

/** Lines where nobody sees them being overwritten. */
const STEPS = 4;
/** Milliseconds between two changes of the line. */
const CALM = 100;

/**
 * Shows how far the work is: on a terminal one line that changes, elsewhere a line for every
 * quarter of a stage. `end` leaves a clean line behind.
 */
export function progressOn(stream: NodeJS.WriteStream) {
  const begin = performance.now();
  let drawn = Number.NEGATIVE_INFINITY;
  let last = "";
  const show = ({ stage, done, loss }: OfflineProgress) => {
    const now = performance.now();
    const seconds = `${((now - begin) / 1e3).toFixed(0)} s`;
    if (!stream.isTTY) {
      const step = `${stage} ${Math.floor(done * STEPS) * (100 / STEPS)} %`;
      if (step !== last) stream.write(`${step}, ${seconds}\n`);
      last = step;
      return;
    }
    if (now - drawn < CALM && done < 1) return;
    drawn = now;
    const detail = loss === undefined ? "" : `, loss ${loss.toFixed(3)}`;
    const full = Math.round(20 * done);
    const bar = "█".repeat(full).padEnd(20, "░");
    const percent = `${Math.floor(100 * done)} %`.padStart(5);
    stream.write(`\r\u001b[K${stage.padEnd(8)} ${bar} ${percent}, ${seconds}${detail}`);
  };
  const end = () => {
    if (stream.isTTY) stream.write("\r\u001b[K");
  };
  return { show, end };
}
