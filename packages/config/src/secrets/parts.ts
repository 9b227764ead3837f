/** What every log is full of: not worth to be hidden, and hiding it would tell that it is a value. */
const COMMON = /^(?:true|false|null|yes|no|on|off|\d{1,5})$/iu;

/**
 * What of a secret must not be shown: itself, and the password in it where it is a URL, as it stands there and decoded. Nothing of
 * what every text may hold: booleans, and numbers as short as a port.
 */
export function partsOf(plaintext: string): readonly string[] {
  if (COMMON.test(plaintext)) return [];
  return [plaintext, ...passwordOf(plaintext)];
}

function passwordOf(text: string): readonly string[] {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s/]*@/iu.test(text) || !URL.canParse(text)) return [];
  const { password } = new URL(text);
  if (password === '') return [];
  // As it was written: the class escapes what it finds.
  const [, written = password] = /^[^:]+:\/\/[^:@/]*:([^\s/]*)@/u.exec(text) ?? [];
  return [...new Set([password, written, decoded(written)])];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
