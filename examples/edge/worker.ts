/**
 * A stateless optimizer over HTTP. The client keeps the trials and sends them all with every question,
 * so there is no database, a retry is harmless, and any instance may answer:
 *
 *     POST /ask  { space, objectives, seed, trials, count }  →  { trials: [{ params, … }, …] }
 *
 * To tell, add `values` to what was asked (or `state: "failed"`) and send it with the next question. The
 * answers are bit for bit those of a `Study` with that seed, which asks with the same budget.
 *
 * The same file runs in Cloudflare Workers, Deno (`deno serve`), Bun and, behind a few lines, Node.
 */
import { FormatError, InputError, Study } from "steinbock";

/** What one request may ask for, so that it stays within 10 ms of processor time. */
const LIMITS = {
  bytes: 65_536,
  parameters: 20,
  options: 16,
  objectives: 2,
  /** Trials times objectives: the cost of a model grows with the cube. */
  values: 100,
  count: 2,
};

/** Of the 10 ms; the rest is for reading the request and for slower processors. Counted, not timed. */
const WORK_BUDGET = 3;

const USAGE = {
  "POST /ask": {
    space: { lr: { type: "float", low: 1e-5, high: 0.1, scale: "log" } },
    objectives: { loss: "minimize" },
    seed: 7,
    trials: [{ params: { lr: 0.01 }, values: { loss: 0.3 } }],
    count: 1,
  },
  parameters: "float and int: low, high, scale?, step?; choice: options; boolean",
  trials: "values when told; else state: running, failed or abandoned",
  limits: LIMITS,
};

/** A request that cannot be served, and what to do about it. */
class Refusal extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

export async function handle(request: Request): Promise<Response> {
  try {
    const { pathname } = new URL(request.url);
    if (pathname === "/") return answer(allowed(request, "GET") && USAGE);
    if (pathname !== "/ask") throw new Refusal(404, `there is no ${pathname}: POST to /ask`);
    allowed(request, "POST");
    return answer(ask(await readJSON(request)));
  } catch (error) {
    return refuse(error);
  }
}

export default { fetch: handle };

interface Question {
  readonly space: Record<string, unknown>;
  readonly objectives: Record<string, unknown>;
  readonly seed?: unknown;
  readonly trials?: readonly Told[];
  readonly count?: number;
}

interface Told {
  readonly params: unknown;
  readonly values?: unknown;
  readonly state?: string;
}

function ask(question: Question) {
  checkLimits(question);
  const { space, objectives, seed = 0, trials = [], count = 1 } = question;
  const study = Study.from({
    format: "steinbock/study",
    version: 1,
    ...{ space, objectives, seed, queue: [] },
    sampler: { name: "gp", options: {} },
    trials: trials.map(saved),
  });
  return {
    trials: study.ask({ count, workBudget: WORK_BUDGET }).map(({ params, prediction }) => {
      return { params, state: "running", ...(prediction && { prediction }) };
    }),
  };
}

/** A trial as a saved study has it. */
function saved({ params, values = null, state }: Told) {
  const known = state ?? (values === null ? "running" : "complete");
  // One that comes back as it was asked, with its values beside it, is told.
  const told = known === "running" && values !== null ? "complete" : known;
  const reason = told === "failed" || told === "abandoned" ? told : null;
  return { params, values, state: told, reason, origin: "sampler", prediction: null };
}

function checkLimits(question: Question): void {
  if (!isRecord(question)) throw new Refusal(400, "the body is no JSON object: see GET /");
  const { space, objectives, trials = [], count = 1 } = question;
  for (const [name, part] of Object.entries({ space, objectives })) {
    if (!isRecord(part)) throw new Refusal(422, `${name} is missing, or no object: see GET /`);
  }
  if (!Array.isArray(trials) || !trials.every(isRecord)) {
    throw new Refusal(422, "trials is no array of objects: see GET /");
  }
  const parameters = Object.values(space);
  const options = parameters.map((parameter) => (isRecord(parameter) ? parameter.options : null));
  const goals = Object.keys(objectives).length;
  const sizes = {
    parameters: parameters.length,
    options: Math.max(0, ...options.map((list) => (Array.isArray(list) ? list.length : 0))),
    objectives: goals,
    values: trials.length * goals,
    count: Number(count),
  };
  for (const [name, size] of Object.entries(sizes)) {
    const most = LIMITS[name as keyof typeof sizes];
    if (size > most) throw new Refusal(422, `${size} ${name}: this service takes ${most} at most`);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function allowed(request: Request, method: string): true {
  if (request.method === method) return true;
  throw new Refusal(405, `use ${method} here`, { allow: method });
}

async function readJSON(request: Request): Promise<Question> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim();
  if (type !== "application/json") {
    throw new Refusal(415, `the content type is ${type ?? "missing"}: send application/json`);
  }
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refusal(400, `the body is no JSON: ${(cause as Error).message}`);
  }
}

/** Stops reading where it is too long, whatever its header says. */
async function readText(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader!.read()) {
    bytes += part.value.length;
    if (bytes > LIMITS.bytes) {
      await reader!.cancel();
      throw new Refusal(413, `the body is longer than ${LIMITS.bytes} bytes: send fewer trials`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

function answer(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}

/** What the library refuses is the client's to mend, and its message says how. */
function refuse(error: unknown): Response {
  if (error instanceof Refusal) {
    return answer({ error: { message: error.message } }, error.status, error.headers);
  }
  const cause = error instanceof FormatError && error.cause ? error.cause : error;
  if (cause instanceof InputError) {
    const { message, parameter } = cause;
    return answer({ error: { message, parameter } }, 422);
  }
  if (cause instanceof FormatError) return answer({ error: { message: cause.message } }, 422);
  console.error(error);
  return answer({ error: { message: "this is our fault, not yours" } }, 500);
}

/**
 * Asks a few times as an isolate starts, so that the first request finds the core started and its
 * code compiled: Cloudflare gives start-up a second of its own, and a request ten milliseconds.
 */
function warmUp(): void {
  const space = {
    x: { type: "float", low: 0, high: 1, scale: "linear", step: null },
    k: { type: "int", low: 0, high: 99, scale: "linear", step: 1 },
    c: { type: "choice", options: ["a", "b", "c"] },
  };
  for (let seed = 0; seed < 12; seed++) {
    const objectives = seed % 2 === 0 ? { f: "minimize" } : { f: "minimize", g: "maximize" };
    const trials = Array.from({ length: 24 }, (_, i) => {
      const params = { x: i / 23, k: (37 * i) % 100, c: "abc"[i % 3] };
      if (i % 8 === 7) return { params, state: "failed" };
      const goals = Object.keys(objectives).map((name, j) => [name, Math.sin(i + j)]);
      return { params, values: Object.fromEntries(goals) };
    });
    ask({ space, objectives, seed, trials, count: 2 });
  }
}

warmUp();
