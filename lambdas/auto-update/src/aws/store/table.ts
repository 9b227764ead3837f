/** What an attribute of an item holds. */
export type Value = string | number | boolean | Uint8Array;

/** An item, or some attributes of one. */
export type Item = Readonly<Record<string, Value>>;

export type Key = Readonly<Record<'pk' | 'sk', string>>;

/** What attributes have to hold for a write to be done; undefined: there is no such attribute. */
export type Condition = Readonly<Record<string, Value | undefined>>;

export type Write =
  | { readonly kind: 'put'; readonly item: Item }
  | { readonly kind: 'delete'; readonly key: Key }
  | { readonly kind: 'update'; readonly key: Key; readonly set: Item; readonly condition: Condition }
  | { readonly kind: 'check'; readonly key: Key; readonly condition: Condition };

/** When an answer came, by three clocks; in milliseconds. */
export interface Heard {
  /** By the table's, in whole seconds: when it answered. */
  readonly date: number;
  /** By a clock that nobody puts: when it was asked, and when it had answered. */
  readonly asked: number;
  readonly heard: number;
  /** By the machine's own: when it had answered. */
  readonly wall: number;
}

export interface Range {
  readonly pk: string;
  /** Of sort keys, both included; default all. */
  readonly between?: readonly [first: string, last: string] | undefined;
  /** The last sort key first; default the first. */
  readonly isBackwards?: boolean | undefined;
  /** Items of a page at most; default as many as DynamoDB has on one. */
  readonly most?: number | undefined;
  /** Where the page before ended. */
  readonly after?: Key | undefined;
}

/** A table of DynamoDB with partition key `pk` and sort key `sk`, both strings. All reads are consistent. Rejects with the SDK's errors. */
export interface Table {
  /** @returns `heard` is absent where the answer does not say when it was made. */
  get(
    key: Key,
    signal: AbortSignal,
  ): Promise<{ readonly item?: Item | undefined; readonly heard?: Heard | undefined }>;
  /** One page. */
  query(
    range: Range,
    signal: AbortSignal,
  ): Promise<{ readonly items: readonly Item[]; readonly next?: Key | undefined }>;
  /** @returns undefined where it is written, else what is there instead: no attributes where nothing is. */
  put(item: Item, condition: Condition, signal: AbortSignal): Promise<Item | undefined>;
  /** @returns the item as it is now, whether it has been written or not. */
  update(write: Omit<Write & { kind: 'update' }, 'kind'>, signal: AbortSignal): Promise<Item>;
  /**
   * At most 100 writes in one step.
   *
   * @param token the same for all attempts, so that one that comes late does nothing
   * @returns false where a condition did not hold.
   */
  transact(writes: readonly Write[], token: string, signal: AbortSignal): Promise<boolean>;
}
