import { RandomStream } from "../../random/index.js";
import type { UnitCube } from "../../space/index.js";
import type { SamplerRequest } from "../sampler.js";
import { STREAMS } from "./streams.js";

/** Random points that are tried before a small space is searched from end to end. */
const DRAWS = 64;

/** Up to this many points the search is cheap, and sure to find what is left. */
const SEARCHED = 2 ** 16;

/**
 * Keeps a finite space's proposals apart from each other and from all points that were told, failed
 * or are pending: evaluating one twice tells nothing new about an objective without noise. Where
 * all points are taken, or the space is a continuum, every candidate passes.
 */
export class Unseen {
  readonly #cube: UnitCube;
  readonly #seed: number;
  readonly #seen: Set<string> | null;

  constructor(request: SamplerRequest) {
    this.#cube = request.cube;
    this.#seed = request.seed;
    this.#seen = Number.isFinite(request.cube.cardinality) ? seenBy(request) : null;
  }

  /** `candidate`, or another point where that is taken; `index` is the proposal's number. */
  admit(candidate: Float64Array, index: number): Float64Array {
    const point = this.#cube.snap(candidate);
    if (this.#seen === null || this.#seen.size >= this.#cube.cardinality) return point;
    const free = this.isFree(point) ? point : this.#search(index, point);
    this.#seen.add(free.join());
    return free;
  }

  /** Whether a snapped point would pass as it is. */
  isFree(point: Float64Array): boolean {
    return this.#seen === null || !this.#seen.has(point.join());
  }

  #search(index: number, fallback: Float64Array): Float64Array {
    const { cardinality, dimension } = this.#cube;
    const random = new RandomStream(this.#seed, STREAMS.redraw, index * (DRAWS + 1) * dimension);
    for (let draw = 0; draw < DRAWS; draw++) {
      const point = this.#cube.snap(random.uniform(dimension));
      if (this.isFree(point)) return point;
    }
    if (cardinality > SEARCHED) return fallback;
    const first = Math.floor(random.uniform(1)[0]! * cardinality);
    for (let step = 0; step < cardinality; step++) {
      const point = this.#numbered((first + step) % cardinality);
      if (this.isFree(point)) return point;
    }
    return fallback;
  }

  /** Point of a 0-based number: levels are its digits, in mixed radix. */
  #numbered(number: number): Float64Array {
    let rest = number;
    const levels = this.#cube.axes.map((axis) => {
      const level = rest % axis.levels;
      rest = Math.floor(rest / axis.levels);
      return level;
    });
    return this.#cube.pointAt(levels);
  }
}

function seenBy({ cube, points, pending, failed }: SamplerRequest): Set<string> {
  return new Set([points, pending, failed].flatMap((rows) => keys(rows, cube.dimension)));
}

function keys(rows: Float64Array, dimension: number): string[] {
  return Array.from({ length: rows.length / dimension }, (_, i) =>
    rows.subarray(i * dimension, (i + 1) * dimension).join(),
  );
}
