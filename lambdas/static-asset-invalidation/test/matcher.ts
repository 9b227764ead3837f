/**
 * Whether CloudFront would drop what is cached under a URL path, with its query string if it has one. Written from CloudFront's
 * documentation and RFC 1738 alone, without the code under test.
 *
 * - A path ends with `*`, which stands for any characters, or is taken as it is; case counts.
 * - In paths, characters that are not ASCII or that RFC 1738 calls unsafe are percent-encoded, and others are not.
 * - CloudFront refuses paths that have such characters as they are, that do not begin with `/`, and that are longer than 4,000.
 *
 * A `*` in a URL is looked for as `%2A`: as it is, no path could name it without being a wildcard.
 */
export function covers(items: readonly string[], urlPath: string): boolean {
  const wanted = encodedUnsafe(urlPath);
  return items.filter(isTaken).some((item) => {
    return item.endsWith('*') ? wanted.startsWith(item.slice(0, -1)) : wanted === item;
  });
}

const MOST = 4_000;

function isTaken(item: string): boolean {
  const star = item.indexOf('*');
  if (!item.startsWith('/') || item.length > MOST) return false;
  if (star !== -1 && star !== item.length - 1) return false;
  return encodedUnsafe(item.replace(/\*$/, '')) === item.replace(/\*$/, '');
}

function encodedUnsafe(url: string): string {
  const [path = '', ...query] = url.split('?');
  const encoded = [...Buffer.from(path)].map((byte, index, bytes) => {
    const character = String.fromCharCode(byte);
    const next = Buffer.from(bytes.slice(index + 1, index + 3)).toString('latin1');
    const isEscape = character === '%' && /^[0-9A-Fa-f]{2}$/.test(next);
    const isSafe = byte > 0x20 && byte < 0x7f && !'<>"#%{}|\\^~[]`*'.includes(character);
    return isEscape || isSafe ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return [encoded.join(''), ...query].join('?');
}
