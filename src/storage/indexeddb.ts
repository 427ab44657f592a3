import { StateError, UnsupportedError } from "../errors.js";
import type { AsyncStorage } from "./storage.js";

const LINES = "lines";

/**
 * A journal in the browser's IndexedDB, one record a line, also in workers. An append is one
 * transaction: all or none. A page that appends while another page has the same study open makes
 * the other's next write fail with `StateError`: nothing is overwritten, and it opens again.
 *
 * @param database name of the IndexedDB database, which holds nothing but this journal
 */
export function indexedDBStorage(database: string): AsyncStorage {
  let opened: Promise<IDBDatabase> | null = null;
  const connect = () => {
    opened ??= open(database);
    return opened;
  };
  return {
    async read() {
      const transaction = (await connect()).transaction(LINES, "readonly");
      const request = transaction.objectStore(LINES).getAll();
      await done(transaction);
      return request.result as string[];
    },
    async append(lines, count) {
      const options = { durability: "strict" } as const;
      const transaction = (await connect()).transaction(LINES, "readwrite", options);
      const store = transaction.objectStore(LINES);
      // Keys are numbers of lines: adding one that exists fails, and the transaction with it.
      lines.forEach((line, i) => {
        store.add(line, count + i);
      });
      try {
        await done(transaction);
      } catch (cause) {
        if ((cause as DOMException | null)?.name !== "ConstraintError") throw cause;
        throw new StateError(`somebody else has written to ${database}: open the study again`);
      }
    },
  };
}

function open(database: string): Promise<IDBDatabase> {
  if (typeof indexedDB === "undefined") {
    throw new UnsupportedError("there is no IndexedDB here: use fileStorage or memoryStorage");
  }
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(LINES);
    request.onsuccess = () => {
      // Without this a page that stays open would keep others from deleting the database.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
