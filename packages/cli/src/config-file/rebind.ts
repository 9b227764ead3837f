import { type Document, pointerOf } from '@kmscrypt/core/documents';
import { encryptItems } from '@kmscrypt/core/encrypt';
import type { EncryptionContext } from '@kmscrypt/core/kms';
import { RESERVED_PAIRS } from '@kmscrypt/core/place';
import { demanded } from '../errors/demanded.ts';
import { type AwsOptionValues, chooseAws, chooseEncrypt } from '../settings/choose.ts';
import { kmsOf } from '../settings/kms-of.ts';
import type { Surroundings } from '../table/command.ts';
import type { ConfigFile } from './open.ts';
import { openTokensOf } from './open-tokens-of.ts';
import { carriedBy, placedTokens, type PlacedToken } from './placed-tokens.ts';

/** What the command line says about keys. */
export interface RebindOptions extends AwsOptionValues {
  readonly 'key-id': readonly string[];
  readonly envelope: boolean;
}

interface Moved {
  readonly token: PlacedToken;
  /** What the new token carries: the same but for its path. */
  readonly pairs: EncryptionContext;
}

/**
 * Binds tokens anew that a change of their file has moved, such as the items behind one that was taken out of a list. Without
 * such a token nothing is asked of AWS.
 *
 * @returns the text of `changed` with new tokens
 * @throws CliError `KEY_ID_MISSING`, `TOKEN_MISPLACED`, and as opening and encrypting tokens
 */
export async function rebind(
  file: ConfigFile,
  changed: Document,
  { options, env }: { readonly options: RebindOptions; readonly env: Surroundings['env'] },
): Promise<string> {
  const before = placedTokens(file.document);
  const moved = (await Promise.all(placedTokens(changed).map((token) => movedFrom(token, before)))).flat();
  if (moved.length === 0) return changed.text;

  const settings = chooseEncrypt(options, file.found, env);
  const tokens = new Set(moved.map(({ token }) => token.token));
  const old = before.filter(({ token }) => tokens.has(token));
  const plaintexts = await openTokensOf(file, old, { settings: chooseAws(options, file.found, env), env });
  const items = moved.map(({ token, pairs }) => {
    return { plaintext: demanded(plaintexts.get(token.token), 'a token that did not fail is open'), pairs };
  });
  // All of its context is in the pairs.
  const made = await encryptItems(items, { ...settings, context: {}, kms: kmsOf(settings, env) });
  return spliced(changed.text, moved, made);
}

/** A token that stood where it was bound to before, and no longer does. */
async function movedFrom(token: PlacedToken, before: readonly PlacedToken[]): Promise<readonly Moved[]> {
  if (token.field === undefined) return [];
  const carried = await carriedBy(token.token).catch((): EncryptionContext => ({}));
  const bound = carried[RESERVED_PAIRS.path];
  const path = pointerOf(token.field.path);
  const stood = before.some(
    (each) => each.token === token.token && each.field && pointerOf(each.field.path) === bound,
  );
  if (bound === undefined || bound === path || !stood) return [];
  const own = Object.entries(carried).filter(([name]) => !name.startsWith('aws-crypto-'));
  return [{ token, pairs: { ...Object.fromEntries(own), [RESERVED_PAIRS.path]: path } }];
}

function spliced(text: string, moved: readonly Moved[], made: readonly string[]): string {
  let output = '';
  let at = 0;
  for (const [index, { token }] of moved.entries()) {
    output += text.slice(at, token.start) + demanded(made[index], 'one value makes one token');
    at = token.end;
  }
  return output + text.slice(at);
}
