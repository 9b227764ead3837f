import type { Document } from '@kmscrypt/core/documents';
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
  const outside = [...text.matchAll(CIPHERTEXT)]
    .map(({ index }) => index)
    .filter((at) => !values.some(({ start, end }) => start <= at && at < end));
  if (outside.length === 0) return;
  const hints = [
    `take the comments out, which sops allows: sed -i.bak -E '/^ *[#;] ?ENC\\[[^]]*\\]$/d; s/ *[#;] ?ENC\\[[^]]*\\]$//' ${source}`,
    `or keep them, readable to all: sops -d ${source} | kmscrypt convert --from sops --format ${format} --match REGEX -`,
  ];
  const message = 'the comment is encrypted, and a comment cannot be a token';
  const errors = positionsOf(text, outside).map(
    (position) => new CliError('FORMAT_CANNOT_EXPRESS', message, { source, position, hints }),
  );
  throw new CliError('FORMAT_CANNOT_EXPRESS', 'comments are encrypted', { source, errors });
}
