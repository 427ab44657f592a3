/** Frames in a trace of Chromium. */

export const categories = ["toplevel", "cc", "input.scrolling", "devtools.timeline"];

/** Threads of the page's process that draw what the main thread has painted. */
const drawing = /^(Compositor|ThreadPool\w*Worker)/;

/**
 * For each frame of the dragged page in which it changed: processor time of its main thread, and with
 * that of the drawing threads, ms; and for each pointer event of the drag, the wall time until its
 * frame was presented.
 */
export function framesOf(events) {
  const drags = events.filter(
    ({ name, args }) =>
      name === "EventLatency" && args.event_latency?.event_type === "MOUSE_DRAGGED",
  );
  const page = events.filter(({ pid }) => pid === drags[0].pid);
  const names = new Map();
  for (const { name, tid, args } of page) if (name === "thread_name") names.set(tid, args.name);
  const complete = (...wanted) =>
    page.filter(({ ph, name }) => ph === "X" && wanted.includes(name));
  const ends = complete("ProxyMain::BeginMainFrame").map(({ ts, dur }) => ts + dur);
  ends.sort((a, b) => a - b);
  const tasks = complete("ThreadControllerImpl::RunTask", "ThreadPool_RunTask");
  const main = sums(
    ends,
    tasks.filter(({ tid }) => names.get(tid) === "CrRendererMain"),
  );
  const rest = sums(
    ends,
    tasks.filter(({ tid }) => drawing.test(names.get(tid))),
  );
  const changed = new Set(complete("UpdateLayoutTree").map(({ ts }) => frameAt(ends, ts)));
  // What happened before the first frame began is not known whole.
  const frames = [...main.keys()].filter((frame) => frame > 0 && changed.has(frame));
  return {
    main: frames.map((frame) => main[frame]),
    all: frames.map((frame) => main[frame] + rest[frame]),
    latency: latencies(page, drags),
  };
}

/** Milliseconds of processor in the tasks that began before each end and after the one before. */
function sums(ends, tasks) {
  const times = new Float64Array(ends.length);
  for (const { ts, tdur = 0 } of tasks) {
    const frame = frameAt(ends, ts);
    if (frame >= 0) times[frame] += tdur / 1e3;
  }
  return times;
}

/** The frame that ends first from `ts` on; −1 behind the last. */
const frameAt = (ends, ts) => ends.findIndex((end) => ts <= end);

function latencies(events, begins) {
  const ends = events.filter(({ name, ph }) => name === "EventLatency" && ph === "e");
  return begins.flatMap(({ id2, ts }) => {
    const end = ends.find((event) => event.id2.local === id2.local && event.ts >= ts);
    return end === undefined ? [] : [(end.ts - ts) / 1e3];
  });
}
