/** What is in S3 under one prefix of a bucket. */
export interface Listing {
  readonly bucket: string;
  readonly prefix: string;
  /** In the order of S3: by the bytes of their UTF-8. */
  readonly keys: readonly string[];
  /** False where there are more keys behind the last one, which were not read. */
  readonly isComplete: boolean;
}

/** S3. */
export interface ObjectLister {
  /**
   * Lists keys that begin with `prefix`, with at most so many calls of 1,000 keys each; those found so far where the signal ends it.
   *
   * @throws KmscryptError `ACCESS_DENIED`, `NETWORK`, …
   */
  list(
    place: { readonly bucket: string; readonly prefix: string },
    limits: { readonly pages: number; readonly signal: AbortSignal },
  ): Promise<Listing>;
}
