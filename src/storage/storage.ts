/**
 * Where a journal lives: an append-only list of lines of text. What the lines mean is the
 * journal's matter (`journal/`), so that a storage of one's own takes a few lines.
 */

/** What a read gives: whole lines, and the position behind them. */
export interface JournalPart {
  readonly lines: readonly string[];
  readonly position: number;
}

/** A storage that answers at once. Positions are its own: bytes, or lines. */
export interface Storage {
  /** Runs `work` while nobody else can append; `read` and `append` are called from inside. */
  exclusive<T>(work: () => T): T;
  /** The whole lines from `position` on; 0 is the beginning. */
  read(position: number): JournalPart;
  /**
   * Adds lines at the end and returns the position behind them. When it returns they are stored;
   * of an append that is interrupted, a beginning may remain.
   */
  append(lines: readonly string[]): number;
  /** Resolves when all that was appended is stored, where that is later than `append`. */
  flush?(): Promise<void>;
}

/** A storage that answers later. */
export interface AsyncStorage {
  /** All lines. */
  read(): Promise<readonly string[]>;
  /**
   * Adds lines after the first `count`, all or none. Rejects with `StateError` where the journal
   * holds another number of lines: somebody else has written.
   */
  append(lines: readonly string[], count: number): Promise<void>;
}
