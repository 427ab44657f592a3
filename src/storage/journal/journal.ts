import { FormatError, OptimizationError } from "../../errors.js";
import type { Storage } from "../storage.js";
import { type Fields, fieldsOf, numberIn, textIn } from "./fields.js";
import { decodeLine, encodeLine } from "./json.js";
import { OPERATION } from "./operations.js";

/** An operation to be written; the journal adds who writes it. */
export interface Operation {
  readonly op_code: number;
}

/** An operation of the journal that concerns the study, with the line that it stands on. */
export interface Entry {
  readonly line: number;
  readonly code: number;
  readonly fields: Fields;
  /** Of the trial that the operation makes or changes; -1 for the study. */
  readonly trial: number;
}

/**
 * One study's part of a journal. A journal may hold several studies; ids of studies and trials
 * count over all of them, by the order of lines, so everybody who reads it agrees on them.
 */
export class Journal {
  /** Null until the study is created. */
  study: number | null = null;
  readonly #storage: Storage;
  readonly #name: string;
  readonly #worker = worker();
  #position = 0;
  #line = 0;
  #nextStudy = 0;
  #nextTrial = 0;
  /** Names of living studies by id. */
  readonly #studies = new Map<number, string>();
  /** Ids of the study's trials. */
  readonly #trials = new Set<number>();

  constructor(storage: Storage, name: string) {
    this.#storage = storage;
    this.#name = name;
  }

  /** Names of all studies, in the order of their creation. */
  get names(): string[] {
    return [...this.#studies.values()];
  }

  /** Runs `work` while nobody else appends. */
  exclusive<T>(work: () => T): T {
    return this.#storage.exclusive(work);
  }

  /** What others have appended for this study since the last call. Throws `FormatError`. */
  read(): Entry[] {
    const { lines, position } = this.#storage.read(this.#position);
    const entries = lines.flatMap((line) => {
      this.#line++;
      return atLine(this.#line, () => this.#take(line)) ?? [];
    });
    this.#position = position;
    return entries;
  }

  /** Appends operations, and counts what they create as `read` would. */
  append(operations: readonly Operation[]): void {
    const lines = operations.map((operation) => {
      const { op_code, ...fields } = operation;
      return encodeLine({ op_code, worker_id: this.#worker, ...fields });
    });
    this.#position = this.#storage.append(lines);
    for (const line of lines) {
      this.#line++;
      this.#take(line);
    }
  }

  /** The id that the next trial of anybody gets. */
  get nextTrial(): number {
    return this.#nextTrial;
  }

  async flush(): Promise<void> {
    await this.#storage.flush?.();
  }

  #take(line: string): Entry | null {
    const fields = fieldsOf("operation", parse(line));
    const code = numberIn(fields, "op_code");
    const entry = (trial: number) => ({ line: this.#line, code, fields, trial });
    switch (code) {
      case OPERATION.createStudy:
        return this.#create(textIn(fields, "study_name")) ? entry(-1) : null;
      case OPERATION.deleteStudy:
        return this.#delete(numberIn(fields, "study_id")) ? entry(-1) : null;
      case OPERATION.setStudyUserAttribute:
      case OPERATION.setStudySystemAttribute:
        return this.study === numberIn(fields, "study_id") ? entry(-1) : null;
      case OPERATION.createTrial: {
        const study = numberIn(fields, "study_id");
        if (!this.#studies.has(study)) return null;
        const id = this.#nextTrial++;
        if (this.study !== study) return null;
        this.#trials.add(id);
        return entry(id);
      }
      case OPERATION.setTrialParam:
      case OPERATION.setTrialStateValues:
      case OPERATION.setTrialIntermediateValue:
      case OPERATION.setTrialUserAttribute:
      case OPERATION.setTrialSystemAttribute: {
        const id = numberIn(fields, "trial_id");
        return this.#trials.has(id) ? entry(id) : null;
      }
      default:
        throw new FormatError("op_code", code, "0 to 9");
    }
  }

  /** Says whether it is ours. A second study of a name is not created, and gets no id. */
  #create(name: string): boolean {
    if (this.names.includes(name)) return false;
    const id = this.#nextStudy++;
    this.#studies.set(id, name);
    if (name !== this.#name) return false;
    this.study = id;
    return true;
  }

  #delete(id: number): boolean {
    this.#studies.delete(id);
    if (this.study !== id) return false;
    this.study = null;
    this.#trials.clear();
    return true;
  }
}

/** Runs `work`; what it refuses names the line. */
export function atLine<T>(line: number, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const known = cause instanceof OptimizationError || cause instanceof SyntaxError;
    if (!known) throw cause;
    const { found, supported } = cause as Partial<FormatError>;
    const error = new FormatError("journal", found, supported);
    error.message = `line ${line} of the journal: ${cause.message}`;
    error.cause = cause;
    throw error;
  }
}

function parse(line: string): unknown {
  try {
    return decodeLine(line);
  } catch (cause) {
    const error = new FormatError("operation", line, "JSON");
    error.cause = cause;
    throw error;
  }
}

/** A name that tells this process's lines from others'. */
function worker(): string {
  const words = crypto.getRandomValues(new Uint32Array(4));
  return `steinbock-${Array.from(words, (word) => word.toString(16).padStart(8, "0")).join("")}`;
}
