import { isIP } from 'node:net';
import { DeliveryError } from '../delivery-error.ts';
import type { HttpRequest, PostOptions } from './post.ts';
import { assertReachable } from './safe-lookup.ts';

/** Where a request goes. */
export interface Target {
  readonly url: URL;
  /** What messages call the host. */
  readonly host: string;
  /** Whether it may have a private address, and its own CA. */
  readonly isOwn: boolean;
}

/**
 * Looks at a URL before anything is looked up.
 *
 * @throws DeliveryError `REFUSED` for what is not https, has a user's name in it, or an address that must not be reached
 */
export function targetOf({ url: text }: HttpRequest, { allowed, known }: PostOptions): Target {
  if (!URL.canParse(text)) throw new DeliveryError('REFUSED', `${known ?? 'the URL'} is not a URL`);
  const url = new URL(text);
  const host = known ?? url.host;
  if (url.protocol !== 'https:') throw new DeliveryError('REFUSED', `${host}: its URL is not an https URL`);
  if (url.username !== '' || url.password !== '') {
    throw new DeliveryError('REFUSED', `${host}: its URL has a user's name or password`);
  }
  const isOwn = [url.host, url.hostname].includes(allowed?.host.toLowerCase() ?? '');
  // The URL's own spelling: 0x7f.1 is 127.0.0.1 by now.
  const address = url.hostname.replace(/^\[(.*)\]$/u, '$1');
  if (isIP(address) !== 0) assertReachable(address, { host, isOwn });
  return { url, host, isOwn };
}
