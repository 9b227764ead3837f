/** What goes wrong with one request. */
export type Fault =
  /** Nothing. */
  | { readonly kind: 'none' }
  /** 429; `retryAfter` is the header, seconds or a date. */
  | { readonly kind: 'limit'; readonly retryAfter?: string | undefined }
  /** 500, and the vendor knows nothing of it. */
  | { readonly kind: 'error'; readonly status?: number | undefined }
  /** The vendor takes it, and answers only after so many milliseconds. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The connection is cut when the request has come; the vendor knows nothing of it. */
  | { readonly kind: 'reset-before' }
  /** The vendor takes it, and the connection is cut instead of an answer. */
  | { readonly kind: 'reset-after' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** Another certificate than the right one: there is no request. */
  | { readonly kind: 'wrong-certificate' };

/** The next request's fault. */
export type Faults = () => Fault;

const NONE: Fault = { kind: 'none' };

/** These, one after another; then none. */
export function script(...faults: readonly Fault[]): Faults {
  const left = [...faults];
  return () => left.shift() ?? NONE;
}
