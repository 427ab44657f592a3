import type { AsyncStorage, Storage } from "./storage.js";

/** A journal in memory, from lines that were kept elsewhere: for tests, or as a copy to send. */
export function memoryStorage(lines: readonly string[] = []): Storage & {
  readonly lines: readonly string[];
} {
  const kept = [...lines];
  return {
    lines: kept,
    exclusive: (work) => work(),
    read: (position) => ({ lines: kept.slice(position), position: kept.length }),
    append: (more) => kept.push(...more),
  };
}

/**
 * An asynchronous storage as a study sees it: appends are written behind, in their order. The
 * first that fails stops all further ones: `append` and `flush` throw its error from then on.
 */
export async function writeBehind(target: AsyncStorage): Promise<Storage> {
  const memory = memoryStorage(await target.read());
  let written: Promise<void> = Promise.resolve();
  let failure: { readonly error: unknown } | null = null;
  return {
    ...memory,
    append(lines) {
      if (failure !== null) throw failure.error;
      const count = memory.lines.length;
      written = written
        .then(() => (failure === null ? target.append(lines, count) : undefined))
        .catch((error) => {
          failure ??= { error };
        });
      return memory.append(lines);
    },
    async flush() {
      await written;
      if (failure !== null) throw failure.error;
    },
  };
}
