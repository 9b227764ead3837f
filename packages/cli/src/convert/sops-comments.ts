import type { Document, OutlineValue } from '@kmscrypt/core/documents';
import { positionsOf } from '@kmscrypt/core/position';
import { CliError } from '../errors/cli-error.ts';

const CIPHERTEXT = /ENC\[AES256_GCM,/gu;

/**
 * sops encrypts comments, too. A token in a comment would be of no value, and to put what was secret there in plaintext
 * is not for us to decide.
 *
 * @throws CliError `FORMAT_CANNOT_EXPRESS` with every place
 */
export function refuseEncryptedComments({ text, format, fields }: Document, source: string): void {
  const values = fields().map(({ value }) => value);
  const places = Array.from(text.matchAll(CIPHERTEXT), ({ index }) => index);
  const outside = outsideOf(values, places);
  if (outside.length === 0) return;
  const hints = [
    `take the comments out, which sops allows: sed -i.bak -E '/^ *[#;] ?ENC\\[[^]]*\\]$/d; s/ *[#;] ?ENC\\[[^]]*\\]$//' ${shellWord(source)}`,
    `or keep them, readable to all: sops -d ${shellWord(source)} | kmscrypt convert --from sops --format ${format} --match REGEX -`,
  ];
  const message = 'the comment is encrypted, and a comment cannot be a token';
  const errors = positionsOf(text, outside).map(
    (position) => new CliError('FORMAT_CANNOT_EXPRESS', message, { source, position, hints }),
  );
  throw new CliError('FORMAT_CANNOT_EXPRESS', 'comments are encrypted', { source, errors });
}

/** The offsets, which ascend, that are in none of the values. */
function outsideOf(values: readonly OutlineValue[], offsets: readonly number[]): readonly number[] {
  const ordered = values.toSorted((one, other) => one.start - other.start);
  let next = 0;
  return offsets.filter((offset) => {
    while ((ordered[next]?.end ?? Infinity) <= offset) next += 1;
    return offset < (ordered[next]?.start ?? Infinity);
  });
}

/** A file name for a command that is copied into a shell. Not every program knows `--`: `./` says as well that it is no option. */
function shellWord(file: string): string {
  const name = file.startsWith('-') ? `./${file}` : file;
  return /^[\w./@%+:,-]+$/u.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
}
