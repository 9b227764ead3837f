import { join, type Part, plaintextsOf, Refusal } from './stretch.ts';

// A control character, a line break of any reader (YAML 1.1 and ECMAScript count U+0085, U+2028, U+2029), a BOM.
// eslint-disable-next-line no-control-regex -- control characters are its subject
const UNFIT = /[\u0000-\u0008\n-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/u;

/** Writes plaintexts into a comment that ends with its line: as they are, where no reader could see a line end. */
export function writeLineComment(parts: readonly Part[]): string | Refusal {
  if (plaintextsOf(parts).some((plaintext) => UNFIT.test(plaintext))) {
    return new Refusal(
      'a comment holds no line break or control character; remove the token from the comment',
    );
  }
  return join(parts, (plaintext) => plaintext);
}

/** Writes plaintexts into a comment between slash-star and star-slash: as they are, unless they would end it. */
export function writeBlockComment(parts: readonly Part[]): string | Refusal {
  const source = join(parts, (plaintext) => plaintext);
  // eslint-disable-next-line no-control-regex -- NUL is what no reader bears
  const unfit = source.indexOf('*/', 2) !== source.length - 2 || /\u0000/u.test(source);
  return unfit ? new Refusal('the comment would end early; remove the token from the comment') : source;
}
