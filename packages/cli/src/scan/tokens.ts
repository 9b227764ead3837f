import { formatPath } from '@kmscrypt/core/documents';
import { KmscryptError } from '@kmscrypt/core/error';
import { inspectToken, type TokenInfo } from '@kmscrypt/core/inspect';
import { LOCAL_KEY_ID } from '@kmscrypt/core/local-key-id';
import { misplacement, RESERVED_PAIRS } from '@kmscrypt/core/place';
import { type Located, placeIn } from '../config-file/open.ts';
import type { PlacedToken } from '../config-file/placed-tokens.ts';
import type { FoundRules } from '../settings/find-rules.ts';
import type { Spot } from './finding.ts';

/** What each distinct token tells without a key, or why it tells nothing. */
export type Inspected = ReadonlyMap<string, TokenInfo | KmscryptError>;

export async function inspectTokens(tokens: Iterable<string>): Promise<Inspected> {
  const inspected = new Map<string, TokenInfo | KmscryptError>();
  for (const token of new Set(tokens)) {
    try {
      inspected.set(token, await inspectToken(token));
    } catch (error) {
      if (!(error instanceof KmscryptError)) throw error;
      inspected.set(token, error);
    }
  }
  return inspected;
}

/** Whether it takes the paths of the tokens to judge them, or to tell where the bad ones are. */
export function needsPaths(inspected: Inspected, { found }: Located): boolean {
  const keyIds = kmsKeysOf(found);
  return [...inspected.values()].some(
    (info) =>
      info instanceof KmscryptError ||
      isLocal(info, keyIds) ||
      (info.kind === 'message' && Object.hasOwn(info.context, RESERVED_PAIRS.path)),
  );
}

/** Judges the tokens of a file. */
export function badTokens(tokens: readonly PlacedToken[], inspected: Inspected, file: Located): Spot[] {
  const keyIds = kmsKeysOf(file.found);
  return tokens.flatMap(({ token, start: offset, field }) => {
    const info = inspected.get(token);
    const place = { offset, ...(field && { path: formatPath(field.path) }) };
    if (info instanceof KmscryptError) return [{ kind: 'broken-token', ...place, message: info.message }];
    const spots: Spot[] = [];
    if (isLocal(info, keyIds)) {
      const message = `only a local key opens the token; the key of this file is ${keyIds.join(', ')}`;
      spots.push({ kind: 'local-key', ...place, message });
    }
    const carried = info?.kind === 'message' ? info.context : {};
    const reason = misplacement(carried, placeIn(file, field?.path), file.found.rule?.bind);
    if (reason !== undefined) {
      spots.push({ kind: 'misplaced', ...place, message: `the token does not belong here: ${reason}` });
    }
    return spots;
  });
}

/** The keys of a file whose environment is a real one: none where the local key is one of them, or nothing names any. */
function kmsKeysOf({ rule, default: fallback }: FoundRules): readonly string[] {
  const keyIds = rule !== undefined && rule.keyIds.length > 0 ? rule.keyIds : (fallback?.keyIds ?? []);
  return keyIds.includes(LOCAL_KEY_ID) ? [] : keyIds;
}

function isLocal(info: TokenInfo | undefined, kmsKeys: readonly string[]): boolean {
  return (
    kmsKeys.length > 0 && info?.kind === 'message' && info.keys.every(({ provider }) => provider === 'local')
  );
}
