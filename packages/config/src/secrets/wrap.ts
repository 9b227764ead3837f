import { parsePath } from '@kmscrypt/core/documents';
import { copyPlain } from '../copy-plain.ts';
import { SHORTEST } from './forms.ts';
import { isSecret, Secret } from './secret.ts';
import { secretPlaces, type SecretPlaces } from './secret-places.ts';
import type { SecretsOfConfig } from './secrets-of-config.ts';
import { TextIndex } from './text-index.ts';

/**
 * Wraps the secrets of a config that a schema has made: what stands at or below the path of a secret, and every other text in
 * which a plaintext of at least 4 characters stands, as a schema may rename and compose. Objects that are not plain, such as a
 * URL, are wrapped as a whole at the path of a secret and stay themselves elsewhere. Null and undefined stay as they are.
 *
 * @param encrypted paths that the caller has named secret (`*` being any step), whatever stands there: a default of the
 *   schema, too.
 * @returns a copy: plain objects and arrays of the output are not changed
 */
export function wrapSecrets(
  output: unknown,
  { paths, plaintexts }: SecretsOfConfig,
  encrypted: readonly string[] = [],
): unknown {
  const index = new TextIndex();
  for (const plaintext of plaintexts) if (plaintext.length >= SHORTEST) index.add(plaintext);
  const places = secretPlaces(
    paths,
    encrypted.map((written) => parsePath(written)),
  );
  return copyPlain<SecretPlaces>(output, places, {
    below: (at, key) => at.below(key),
    leaf: (value, at) => {
      if (value === null || value === undefined || isSecret(value)) return value;
      const isOne = at.isSecret || (typeof value === 'string' && index.find(value).length > 0);
      return isOne ? new Secret(value) : value;
    },
  });
}
