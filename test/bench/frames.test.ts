import { expect, it } from "vitest";

// A script without types, named as text so that no declaration is asked for.
const script = "../../bench/demo/trace.mjs";
const { framesOf } = await import(script);

const thread = (tid: number, name: string) => ({
  name: "thread_name",
  pid: 1,
  tid,
  args: { name },
});
const task = (tid: number, ts: number, tdur: number, pid = 1) => {
  const name = tid === 13 ? "ThreadPool_RunTask" : "ThreadControllerImpl::RunTask";
  return { name, ph: "X", pid, tid, ts, dur: 9 * tdur, tdur };
};
const frame = (ts: number, dur: number) => {
  return { name: "ProxyMain::BeginMainFrame", ph: "X", pid: 1, tid: 10, ts, dur };
};
const styled = (ts: number) => ({ name: "UpdateLayoutTree", ph: "X", pid: 1, tid: 10, ts });
const latency = (ph: string, ts: number, local: string, event_type?: string) => {
  const args = event_type === undefined ? {} : { event_latency: { event_type } };
  return { name: "EventLatency", ph, pid: 1, tid: 10, ts, id2: { local }, args };
};

it("sums processor time by thread into the frames that changed, and pairs events with their frames", () => {
  const events = [
    ...[
      thread(10, "CrRendererMain"),
      thread(11, "Compositor"),
      thread(12, "DedicatedWorker thread"),
      thread(13, "ThreadPoolForegroundWorker"),
    ],
    // Ends at 1000, 3000, 5000 and 7000 µs; nothing changed in the third.
    ...[0, 2000, 4000, 6000].map((ts) => frame(ts, 1000)),
    ...[styled(500), styled(2500), styled(6500)],
    task(10, 100, 90),
    // Input, then the frame itself; beside it those that draw, a worker and another process.
    ...[task(10, 1200, 250), task(10, 1900, 1000), task(11, 2500, 300), task(13, 2500, 100)],
    ...[task(12, 2500, 5000), task(10, 2600, 700, 2)],
    task(10, 3900, 800),
    ...[task(10, 5900, 500), task(11, 6800, 100), task(10, 7100, 999)],
    ...[latency("b", 1100, "a", "MOUSE_DRAGGED"), latency("e", 4600, "a")],
    ...[latency("b", 5100, "b", "MOUSE_MOVED"), latency("e", 5200, "b")],
    // The same name again, later, and an event whose frame the trace does not see.
    ...[latency("b", 5300, "a", "MOUSE_DRAGGED"), latency("e", 7300, "a")],
    latency("b", 7400, "c", "MOUSE_DRAGGED"),
  ];
  const { main, all, latency: waits } = framesOf(events);
  expect(main).toEqual([1.25, 0.5]);
  expect(all).toEqual([1.65, 0.6]);
  expect(waits).toEqual([3.5, 2]);
});
