import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  Block,
  core,
  FloatBlock,
  memoryDoubles,
  readFloats,
  withScratch,
} from "../../src/core/index.js";
import { DisposedError, OutOfMemoryError } from "../../src/errors.js";
import { fresh } from "../support/debug-core.js";

describe("blocks", () => {
  it("never overlap, start at zero and keep their values", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 40 }), (sizes) => {
        const blocks = sizes.map((size) => new Block(size));
        blocks.forEach((block, i) => {
          expect(block.view().every((value) => value === 0)).toBe(true);
          block.view().fill(i + 1);
        });
        blocks.forEach((block, i) => {
          expect(block.view().every((value) => value === i + 1)).toBe(true);
          block.dispose();
        });
      }),
    );
  });

  it("are handed out again after release", () => {
    new Block(1000).dispose();
    const bytes = core().memory.buffer.byteLength;
    const live = core().heap_live_blocks();
    for (let round = 0; round < 10_000; round++) new Block(1000).dispose();
    expect(core().memory.buffer.byteLength).toBe(bytes);
    expect(core().heap_live_blocks()).toBe(live);
  });

  it("refuse use after disposal, and may be disposed of twice", () => {
    const block = new Block(4);
    block.dispose();
    block.dispose();
    expect(() => block.view()).toThrow(DisposedError);
  });

  it("report exhaustion as an error and leave the core usable", () => {
    // Claimed without being touched, so that the test costs address space and no memory.
    const held: number[] = [];
    for (let size = 1 << 30; size >= 1 << 16; size >>= 1) {
      for (;;) {
        const pointer = core().heap_allocate(size);
        if (pointer === 0) break;
        held.push(pointer);
      }
    }
    expect(() => new Block(1 << 20)).toThrow(OutOfMemoryError);
    for (const pointer of held) core().heap_release(pointer);
    expect(Block.from([1, 2, 3]).copy()).toEqual(new Float64Array([1, 2, 3]));
  });
});

describe("blocks of floats", () => {
  it("round what they hold, start at zero and have room for a whole group behind", () => {
    using block = FloatBlock.from([0.1, 1e-50, 3]);
    expect([...block.copy()]).toEqual([Math.fround(0.1), 0, 3]);
    using next = new FloatBlock(5);
    next.view().fill(7);
    expect([...block.view(1)]).toEqual([0, 3]);
    expect(next.pointer % 16).toBe(0);
    expect(() => new FloatBlock(2 ** 30)).toThrow(OutOfMemoryError);
  });

  it("refuse use after disposal, and may be disposed of twice", () => {
    const block = new FloatBlock(4);
    block.dispose();
    block.dispose();
    expect(() => block.view()).toThrow(DisposedError);
  });

  it("copy into scratch and back", () => {
    withScratch((scratch) => {
      const at = scratch.copyInFloats([1.5, 2.5, 0.1]);
      expect([...readFloats(at, 3)]).toEqual([1.5, 2.5, Math.fround(0.1)]);
    });
  });
});

describe("scratch", () => {
  it("is released after a throw, however deep and large", () => {
    withScratch((scratch) => scratch.allocate(10));
    const live = core().heap_live_blocks();
    for (let round = 0; round < 200; round++) {
      expect(() =>
        withScratch((outer) => {
          outer.allocate(100_000);
          withScratch((inner) => inner.allocate(300_000 + round));
          throw new Error("on purpose");
        }),
      ).toThrow("on purpose");
    }
    expect(core().heap_live_blocks()).toBe(live);
  });

  it("keeps no more than its usual chunk, even where the first call is large", () => {
    const { scratch_mark, scratch_allocate, scratch_release, heap_live_blocks } = fresh();
    for (const [bytes, kept] of [
      [100 << 20, 0],
      [1000, 1],
      [100 << 20, 1],
    ] as const) {
      const mark = scratch_mark();
      expect(scratch_allocate(bytes)).not.toBe(0);
      scratch_release(mark);
      expect(heap_live_blocks()).toBe(kept);
    }
  });

  it("keeps what lies below a mark", () => {
    withScratch((outer) => {
      const below = outer.copyIn([1, 2, 3]);
      withScratch((inner) => {
        const above = inner.allocate(200_000) / 8;
        memoryDoubles().fill(7, above, above + 200_000);
      });
      expect([...memoryDoubles().subarray(below / 8, below / 8 + 3)]).toEqual([1, 2, 3]);
    });
  });
});
