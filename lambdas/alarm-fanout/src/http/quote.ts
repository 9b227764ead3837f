import { cut } from '../words/cut.ts';
import { oneLine } from '../words/plain.ts';

const MOST = 200;
/** What vendors' own words are hardly ever: URLs, tokens, and long runs that have digits, such as signatures. */
const SECRET_LIKE = /https?:\/\/\S+|\bxox[a-z]-\S+|(?=[a-z_+/=%.~-]{0,64}\d)[\w+/=%.~-]{28,}/giu;
/** Shorter parts of a URL are words, such as `services` or `api`. */
const LEAST = 8;

/** What a vendor answered, for a message: one line, at most 200 characters, without anything that may be a secret of ours. */
export function quote(text: string, secrets: readonly string[] = []): string {
  // Before it is cut, lest half a secret remains.
  let safe = oneLine(text.slice(0, 4_000));
  for (const secret of partsOf(secrets)) safe = safe.replaceAll(secret, '…');
  return cut(safe.replace(SECRET_LIKE, '…'), MOST);
}

/** Each whole, and of URLs the parts of path and query; the longest first. */
function partsOf(secrets: readonly string[]): readonly string[] {
  const parts = secrets.flatMap((secret) => {
    if (!URL.canParse(secret)) return [secret];
    const { pathname, search, searchParams } = new URL(secret);
    return [secret, pathname, search, ...pathname.split('/'), ...searchParams.values()];
  });
  return parts.filter(({ length }) => length >= LEAST).toSorted((one, other) => other.length - one.length);
}
