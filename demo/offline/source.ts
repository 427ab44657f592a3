/** The table that the page works on, and which of its columns may be varied. */
import {
  type Designs,
  decodeText,
  parseCsv,
  type RawTable,
  readDesigns,
} from "../../src/csv/index.js";
import { brief } from "../../src/report/numbers.js";
import type { Parameter } from "../../src/space/index.js";

/** Bytes that a page takes without growing sluggish. */
const MOST = 64e6;

export class Source {
  readonly name: string;
  readonly table: RawTable;
  /** Columns that have a name, in their order. */
  readonly names: readonly string[];
  readonly left = new Set<string>();
  target: string;

  constructor(name: string, text: string) {
    this.name = name;
    this.table = parseCsv(text);
    this.names = this.table.names.filter((column) => column !== "");
    // Scores are mostly written last.
    this.target = this.names.at(-1) ?? "";
  }

  static async of(file: File): Promise<Source> {
    if (file.size > MOST) {
      const size = `${(file.size / 1e6).toFixed(0)} MB`;
      throw new Error(`${file.name} has ${size}: take the command \`steinbock offline\` for it`);
    }
    return new Source(file.name, decodeText(new Uint8Array(await file.arrayBuffer())));
  }

  /** Columns beside the target, the varied ones and those left out. */
  get inputs(): readonly string[] {
    return this.names.filter((name) => name !== this.target);
  }

  /** Throws `InputError` that names line and column of a bad cell. */
  designs(): Designs {
    const ignore = this.inputs.filter((name) => this.left.has(name));
    return readDesigns(this.table, { target: this.target, ignore });
  }
}

/** What a column was recognized as. */
export function kindOf(parameter: Parameter | undefined): string {
  if (parameter === undefined) return "left out";
  switch (parameter.type) {
    case "float":
      return `${brief(parameter.low)} to ${brief(parameter.high)}`;
    case "int":
      return `whole numbers, ${parameter.low} to ${parameter.high}`;
    case "boolean":
      return "true or false";
    case "choice": {
      const { options } = parameter;
      if (options.length === 1) return `always ${options[0]}`;
      return options.length <= 5 ? options.join(", ") : `${options.length} different texts`;
    }
  }
}
