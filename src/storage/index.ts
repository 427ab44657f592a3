/** `steinbock/storage`: studies that a journal keeps, in Optuna's format. */
export { indexedDBStorage } from "./indexeddb.js";
export { memoryStorage } from "./memory.js";
export { type OpenOptions, openStudy } from "./open.js";
export type { AsyncStorage, JournalPart, Storage } from "./storage.js";
export type { StoredStudy } from "./stored-study.js";
