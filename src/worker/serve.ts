/** The worker's side: answers what a `WorkerPool` asks. */
import { InputError, StateError } from "../errors.js";
import { checkKeys } from "../options.js";
import { plainError } from "./errors.js";
import { libraryMethods, type SamplerFactory } from "./methods.js";
import { type JobMessage, PREFIX, PROTOCOL } from "./protocol.js";

/** Works on plain data and gives plain data, or a promise of it. */
export type WorkerFunction<I = never, R = unknown> = (
  input: I,
  context: { readonly progress: (value: unknown) => void },
) => R;

export interface ServeOptions {
  /** Functions of your own, for `pool.call(name, input)`. */
  readonly functions?: Readonly<Record<string, WorkerFunction>>;
  /** Samplers of your own by the names that their studies save, made from what their `toJSON` gave. */
  readonly samplers?: Readonly<Record<string, SamplerFactory>>;
  /** Where to listen; default the page that started this worker. */
  readonly port?: ServePort;
}

/** `self` of a Web Worker, Node's `parentPort`, or an end of a `MessageChannel`. */
export interface ServePort {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: never) => void): void;
  start?(): void;
}

/**
 * Makes this worker one of a `WorkerPool`. Call it once, when the script starts. Throws `InputError`
 * for options that make no sense and `StateError` where there is no page to listen to.
 */
export function serve(options: ServeOptions = {}): void {
  checkKeys("options", options, ["functions", "samplers", "port"]);
  const { functions = {}, samplers = {}, port = parentPort() } = options;
  const methods = new Map<string, WorkerFunction>();
  for (const [name, method] of Object.entries(functions)) {
    if (typeof method !== "function" || name.startsWith(PREFIX)) {
      throw new InputError(`functions.${name}`, method, `give a function, not named ${PREFIX}…`);
    }
    methods.set(name, method);
  }
  for (const [name, method] of Object.entries(libraryMethods(samplers))) {
    methods.set(`${PREFIX}${name}`, method);
  }
  port.addEventListener("message", ({ data }: MessageEvent<JobMessage>) => {
    void answer(port, methods, data);
  });
  port.start?.();
  port.postMessage({ ready: PROTOCOL });
}

async function answer(
  port: ServePort,
  methods: ReadonlyMap<string, WorkerFunction>,
  { job, method, input }: JobMessage,
): Promise<void> {
  try {
    const work = methods.get(method);
    if (work === undefined) {
      const names = [...methods.keys()].filter((name) => !name.startsWith(PREFIX));
      throw new InputError(
        "name",
        method,
        `this worker serves ${names.join(", ") || "no function"}`,
      );
    }
    const progress = (value: unknown) => port.postMessage({ job, progress: value });
    port.postMessage({ job, result: await work(input as never, { progress }) });
  } catch (error) {
    port.postMessage({ job, error: plainError(error) });
  }
}

function parentPort(): ServePort {
  const { self, document, process } = globalThis as {
    self?: ServePort;
    document?: unknown;
    process?: { getBuiltinModule?: (name: string) => { parentPort: ServePort | null } };
  };
  const port = process?.getBuiltinModule?.("node:worker_threads").parentPort;
  if (port) return port;
  if (document === undefined && typeof self?.postMessage === "function") return self;
  throw new StateError(
    "serve() is for the script of a worker; before Node 20.16 give it { port: parentPort }",
  );
}
