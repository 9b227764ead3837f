import { FetchHttpHandler } from '@smithy/fetch-http-handler';
import type { HttpSettings } from './request-handler.ts';

/** What Bun's fetch takes beyond the standard (bun.sh/docs, "Fetch"). */
interface BunRequestInit extends RequestInit {
  /** `false` is what keeps Bun from applying its own reading of the proxy variables. */
  readonly proxy: string | false;
  readonly tls: { readonly rejectUnauthorized: true; readonly ca?: string };
}

/**
 * Requests through Bun's fetch, in the standalone executable: it is the faster of Bun's clients, and its `node:https`
 * takes no agent. Certificates are always checked: by itself Bun obeys NODE_TLS_REJECT_UNAUTHORIZED=0 without a word.
 */
export async function createHandler(settings: HttpSettings): Promise<FetchHttpHandler> {
  const { env, proxied, ca, requestTimeout } = settings;
  const decision = proxied ? await import('./proxy-for.ts') : undefined;
  return new FetchHttpHandler({
    requestTimeout,
    customFetch: (request) => {
      const { url, signal } = request instanceof Request ? request : new Request(request);
      const options: BunRequestInit = {
        // The handler's own time-out ends with the headers of an answer; this one covers its body too.
        signal: AbortSignal.any([signal, AbortSignal.timeout(requestTimeout)]),
        proxy: decision?.proxyFor(url, env)?.href ?? false,
        tls: { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) },
      };
      return fetch(request, options);
    },
  });
}
