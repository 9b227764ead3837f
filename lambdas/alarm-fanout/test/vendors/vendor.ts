/** A vendor's endpoint, as the vendor documents it: it judges requests by schema and limits, and keeps what it was told. */
export interface Vendor {
  /** Answers one request; what is wrong with it is in {@link problems}, too. */
  readonly answer: (request: VendorRequest) => VendorAnswer;
  /** All that was wrong with requests so far: schema, limits, order. */
  readonly problems: readonly string[];
}

export interface VendorRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** By name, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface VendorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
