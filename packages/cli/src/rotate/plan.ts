import type { EncryptionContext } from '@kmscrypt/core/kms';
import { LOCAL_KEY_ID } from '@kmscrypt/core/local-key-id';
import { RESERVED_PAIRS } from '@kmscrypt/core/place';
import type { TokenInfo } from '@kmscrypt/core/inspect';
import type { EncryptSettings } from '../settings/choose.ts';

/** How a token gets its new key: inside KMS, or by decrypting and encrypting here. */
export type Way = 'KMS' | 'here';

/** What becomes of one token. */
export interface Turn {
  readonly kind: TokenInfo['kind'];
  readonly way: Way;
  /** Why a blob cannot go through KMS ReEncrypt. */
  readonly reason?: string | undefined;
  /** The context of the new token. */
  readonly context: EncryptionContext;
  /** Pairs of its own, because of which it is a message. */
  readonly pairs: EncryptionContext | undefined;
}

/** What a rotation is told besides the token itself. */
export interface Target {
  readonly settings: EncryptSettings;
  /** The context that blobs were made with. */
  readonly fromContext: EncryptionContext;
  /** The region of the blobs, where it is not that of the new key. */
  readonly fromRegion: string | undefined;
}

/**
 * Plans one token. A context that nobody sets anew stays; so does the type.
 *
 * @param pairs what the token is bound to in its place, and its type.
 */
export function planTurn(
  info: TokenInfo,
  pairs: EncryptionContext | undefined,
  { settings, fromContext, fromRegion }: Target,
): Turn {
  const kept = info.kind === 'blob' ? fromContext : ownPairs(info.context);
  const context = Object.keys(settings.context).length > 0 ? settings.context : kept;
  if (info.kind === 'message') return { kind: info.kind, way: 'here', context, pairs: pairs ?? {} };
  const reason = obstacle(settings, { isBound: pairs !== undefined, fromRegion });
  return { kind: info.kind, way: reason === undefined ? 'KMS' : 'here', reason, context, pairs };
}

/**
 * What ties a token to a place, as it carries it; for a rotation by no rule that binds.
 *
 * @param name the file's name where it was renamed.
 */
export function keptBinding(carried: EncryptionContext, name: string | undefined): EncryptionContext {
  const { file, path } = RESERVED_PAIRS;
  const bound = Object.entries(carried).filter(([pair]) => pair === file || pair === path);
  return Object.fromEntries(bound.map(([pair, value]) => [pair, pair === file ? (name ?? value) : value]));
}

function obstacle(
  { keyIds, envelope, region }: EncryptSettings,
  { isBound, fromRegion }: { readonly isBound: boolean; readonly fromRegion: string | undefined },
): string | undefined {
  if (keyIds.length > 1) return 'the new token has several keys';
  if (keyIds[0] === LOCAL_KEY_ID) return 'the new key is the local key';
  if (isBound) return 'the rule binds tokens to their place';
  if (envelope) return 'the new tokens are messages';
  if (fromRegion !== undefined && fromRegion !== region) return `the new key is not in ${fromRegion}`;
  return undefined;
}

// Without those that kmscrypt sets anew from the place, and the SDK's.
function ownPairs(context: EncryptionContext): EncryptionContext {
  const reserved: readonly string[] = Object.values(RESERVED_PAIRS);
  const own = Object.entries(context).filter(
    ([name]) => !reserved.includes(name) && !name.startsWith('aws-crypto-'),
  );
  return Object.fromEntries(own);
}
