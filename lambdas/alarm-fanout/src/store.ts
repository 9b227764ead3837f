/** What outlives an invocation: items that are read, and written only where nobody else has written since. */
export interface Store {
  /** Those that are there, by key; consistently read. Rejects with KmscryptError. */
  get(keys: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Stored>>;
  /**
   * Writes an item.
   *
   * @returns false where the item has another version than `version` by now: read it again. An item that may have been written by
   *   this very call, whose answer was lost, counts as written.
   */
  put(item: StoredItem, signal: AbortSignal): Promise<boolean>;
}

export interface Stored {
  readonly value: unknown;
  /** From 1. */
  readonly version: number;
}

export interface StoredItem {
  readonly key: string;
  /** What JSON can hold, at most 300 KB. */
  readonly value: unknown;
  /** That of what was read; 0: there was nothing. */
  readonly version: number;
  /** When it may be forgotten. */
  readonly expires: Date;
}
