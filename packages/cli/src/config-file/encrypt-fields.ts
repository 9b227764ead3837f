import type { Path, ScalarType } from '@kmscrypt/core/documents';
import { encryptItems } from '@kmscrypt/core/encrypt';
import type { EncryptionContext } from '@kmscrypt/core/kms';
import { pairsOfPlace, RESERVED_PAIRS } from '@kmscrypt/core/place';
import { createProgress } from '../io/progress.ts';
import type { EncryptSettings } from '../settings/choose.ts';
import { kmsOf } from '../settings/kms-of.ts';
import type { Surroundings } from '../table/command.ts';
import { type Located, placeIn } from './open.ts';

/** A value that is to be a token at a path. */
export interface PlainField {
  readonly path: Path;
  readonly plaintext: string | Uint8Array;
  /** What decrypting makes of it again; a literal's plaintext is its source, such as `5432`. */
  readonly type: ScalarType;
}

/**
 * Encrypts values for their places in a file: tokens in the order of the fields.
 *
 * @throws KmscryptError as `encryptItems`
 */
export async function encryptFields(
  file: Located,
  fields: readonly PlainField[],
  { settings, env }: { readonly settings: EncryptSettings; readonly env: Surroundings['env'] },
): Promise<readonly string[]> {
  const items = fields.map((field) => ({ plaintext: field.plaintext, pairs: pairsOf(file, field) }));
  const progress = createProgress('encrypting');
  const options = { ...settings, kms: kmsOf(settings, env), onProgress: progress.update };
  return encryptItems(items, options).finally(progress.end);
}

/** What a token carries of its place, as the rule binds it, and of its type where that is no string; undefined for nothing. */
export function pairsOf(
  file: Located,
  { path, type }: { readonly path: Path | undefined; readonly type: ScalarType },
): EncryptionContext | undefined {
  const bind = file.found.rule?.bind;
  const pairs = {
    ...(bind && pairsOfPlace(placeIn(file, path), bind)),
    ...(type === 'string' ? {} : { [RESERVED_PAIRS.type]: type }),
  };
  return Object.keys(pairs).length === 0 ? undefined : pairs;
}
