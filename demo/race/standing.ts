/** Where a contest stands: what its rounds say of each lane. */
import { median } from "../../bench/support/median.mjs";
import type { News } from "./heat.js";
import { type Entry, type Name, programme, type Size } from "./programme.js";

export interface Lane {
  readonly name: string;
  /** Seconds of a run: the median of the rounds; NaN before the first. */
  readonly seconds: number;
  /** How many times as fast as this lane ours is: the median of the rounds' own ratios, … */
  readonly ratio: number;
  /** … and between what the middle half of them lies. */
  readonly middle: readonly [low: number, high: number];
  /** Its largest distance from our result, relative; NaN before the comparison. */
  readonly difference: number;
}

export class Standing {
  readonly name: Name;
  readonly #n: number;
  readonly #times: number[][] = [];
  #differences: readonly number[] | null = null;

  constructor(name: Name, size: Size) {
    this.name = name;
    this.#n = programme[name].n[size];
  }

  get #entry(): Entry {
    return programme[this.name];
  }

  get title(): string {
    return this.#entry.title(this.#n);
  }

  /** As it reads in a sentence: "in …". */
  get short(): string {
    return this.#entry.short;
  }

  get rounds(): number {
    return this.#times.length;
  }

  hear(news: News): void {
    if ("differences" in news) this.#differences = news.differences;
    else this.#times.push(news.seconds);
  }

  get lanes(): Lane[] {
    return this.#entry.lanes.map((name, i) => {
      const ratios = this.#times.map((seconds) => seconds[i] / seconds[0]).sort((a, b) => a - b);
      return {
        name,
        seconds: median(this.#times.map((seconds) => seconds[i])),
        ratio: median(ratios),
        middle: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
        difference: this.#differences?.[i] ?? Number.NaN,
      };
    });
  }

  /** The fastest lane that is not ours. */
  get rival(): Lane {
    return this.lanes.slice(1).reduce((best, lane) => (lane.ratio < best.ratio ? lane : best));
  }

  /** The largest difference of all lanes. */
  get difference(): number {
    return Math.max(...(this.#differences ?? [Number.NaN]));
  }
}

/** Of sorted values, with straight lines between them. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (at - low) * (sorted[Math.ceil(at)] - sorted[low]);
}
