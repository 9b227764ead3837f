/**
 * Sends one request over https, and nothing else: no redirect is followed, no private address is reached that was not allowed. Messages of
 * errors name the host, and nothing else of the URL.
 *
 * @throws DeliveryError `REFUSED` (not https, an address that is not allowed), `NOT_NOW` (no connection), `UNKNOWN` (none of an answer
 *   after the request was sent)
 */
export type Post = (request: HttpRequest, options: PostOptions) => Promise<HttpAnswer>;

export interface HttpRequest {
  /** https. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Default POST. */
  readonly method?: 'POST' | 'PUT' | 'PATCH' | undefined;
}

export interface PostOptions {
  /** From the first byte sent to the last one received, in milliseconds. */
  readonly timeout: number;
  /** A host of one's own that may have a private address. */
  readonly allowed?: AllowedHost | undefined;
  /** What messages call the host, where its name is a secret, too; default its name. */
  readonly known?: string | undefined;
  readonly signal: AbortSignal;
}

export interface AllowedHost {
  /** As it stands in the URL. */
  readonly host: string;
  /** The certificate authority that its certificate is of, PEM; default: those that Node knows. */
  readonly ca?: string | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** By name, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As text, its first 64 KB; what came of it, where the connection broke after the headers. */
  readonly body: string;
}
