/**
 * Tells in which ways a path is written in URLs, each once; the first is that of browsers.
 *
 * @param which `browser`: that alone. `all`: also as JavaScript's encodeURIComponent writes each segment, the same as RFC 3986 has
 * it, and with `+` for spaces, which S3 reads so and its console shows so
 */
export function spellingsOf(path: string, which: 'all' | 'browser'): readonly string[] {
  if (SAME_IN_ALL.test(path)) return [path];
  const browser = browserSpelling(path);
  if (which === 'browser') return [browser];
  const component = escaped(path).replaceAll('%2F', '/');
  return [...new Set([browser, component, strict(component), browser.replaceAll('%20', '+')])];
}

/** Escapes what RFC 3986 reserves besides, as PHP's rawurlencode, Python's quote and the AWS SDKs do. */
function strict(component: string): string {
  return component.replaceAll(/[!'()]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

// Most paths are written one way only; it is ten times as fast not to encode them.
const SAME_IN_ALL = /^[\w\-./]*$/;
const SAME_IN_BROWSERS = /^[\w\-.!$&'(),/:;=@]*$/;

/**
 * Writes a path as browsers do: everything but letters, digits and `-._!$&'(),/:;=@` as the escapes of its UTF-8. Of what browsers
 * leave as it is, these are escaped too: `~`, `[`, `]`, `|` and `\`, which CloudFront wants escaped; `*`, which would be a
 * wildcard; `+`, which S3 reads as a space. Half a character becomes U+FFFD.
 * Source: CloudFront Developer Guide, "What you need to know when invalidating paths"; RFC 1738, section 2.2, "Unsafe".
 */
export function browserSpelling(path: string): string {
  if (SAME_IN_BROWSERS.test(path)) return path;
  return escaped(path).replaceAll(/%(?:24|26|2C|2F|3A|3B|3D|40)/g, (escape) => decodeURIComponent(escape));
}

function escaped(path: string): string {
  return encodeURIComponent(path.toWellFormed()).replaceAll('~', '%7E').replaceAll('*', '%2A');
}
