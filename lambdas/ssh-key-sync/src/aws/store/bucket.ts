/** One bucket. Rejects with the SDK's errors. */
export interface Bucket {
  /** Undefined where there is no such object. Of one that is longer than so many bytes there is no text. */
  get(key: string, most: number, signal: AbortSignal): Promise<GotObject | undefined>;
  /** Undefined where there is no such object. */
  head(key: string, signal: AbortSignal): Promise<ObjectHead | undefined>;
  /** @returns the new ETag; undefined where another version is there than the one to be written over. */
  put(object: PutObject, signal: AbortSignal): Promise<string | undefined>;
  list(page: ListPage, signal: AbortSignal): Promise<ListedPage>;
}

export interface ObjectHead {
  /** ETag. */
  readonly tag: string;
  /** By names in small letters. */
  readonly metadata: Readonly<Record<string, string>>;
  /** In milliseconds since the epoch; 0 where it is not told. */
  readonly modified: number;
}

export interface GotObject extends ObjectHead {
  /** Absent where it is longer than it may be. */
  readonly text?: string | undefined;
}

export interface PutObject {
  readonly key: string;
  readonly text: string;
  readonly type: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** The ETag of what is there now; undefined: nothing is. */
  readonly over: string | undefined;
}

export interface ListPage {
  readonly prefix: string;
  /** How many at most; 1,000 or fewer. */
  readonly most: number;
  /** Absent for the first. */
  readonly from?: string | undefined;
}

export interface ListedPage {
  readonly objects: readonly ListedObject[];
  /** Absent on the last. */
  readonly next?: string | undefined;
}

export interface ListedObject {
  readonly key: string;
  readonly tag: string;
  /** In bytes. */
  readonly size: number;
  /** In milliseconds since the epoch. */
  readonly modified: number;
}
