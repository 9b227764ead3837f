import { isIP } from 'node:net';
import { type AddressKind, addressKind } from '../http/address-guard.ts';
import { isClosed } from './closed.ts';
import { fieldsOf, type Problem } from './problem.ts';

/** Whether it is a host as URLs have it, with its port unless that is 443. */
export function isHost(text: string): boolean {
  const url = `https://${text}`;
  return URL.canParse(url) && new URL(url).host === text.toLowerCase();
}

/** Whether it is a URL with a user's name or password. */
export function hasUser(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username !== '' || password !== '';
}

/** What kind of address a URL has for its host; undefined where it has a name. */
export function addressKindIn(text: string): AddressKind | undefined {
  if (!URL.canParse(text)) return undefined;
  // The URL's own spelling: 0x7f.1 is 127.0.0.1 by now.
  const host = new URL(text).hostname.replace(/^\[(.*)\]$/u, '$1');
  return isIP(host) === 0 ? undefined : addressKind(host);
}

/** Where a destination's URL and its `private` do not fit together: no request would ever be sent. Each for itself is taken as checked. */
export function hostProblems(destination: unknown): readonly Problem[] {
  const fields = fieldsOf(destination);
  const own = fieldsOf(fields['private'])['host'];
  const isKnown = own === undefined || (typeof own === 'string' && isHost(own));
  return ['url', 'endpoint'].flatMap((name): readonly Problem[] => {
    const text = fields[name];
    if (!isKnown || typeof text !== 'string' || isClosed(text) || !URL.canParse(text)) return [];
    const { host, hostname } = new URL(text);
    if (own !== undefined) {
      const isOwn = [host, hostname].includes(own.toLowerCase());
      return isOwn ? [] : [problem(['private', 'host'], `is not the host of \`${name}\``)];
    }
    if (addressKindIn(text) !== 'private') return [];
    return [problem([name], 'has a private address, which `private.host` has to name')];
  });
}

/** Without what was found, which may hold a secret. */
function problem(path: PropertyKey[], message: string): Problem {
  return { code: 'custom', input: undefined, path, message };
}
