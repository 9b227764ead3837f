import type { DecryptOptions, EncryptionContext } from '@kmscrypt/core';
import { KmscryptError } from '@kmscrypt/core/error';
import { openTokens } from '@kmscrypt/core/open-tokens';
import type { Answer } from '../answer.ts';
import type { Broker } from './broker.ts';

/** An opened token. */
export interface OpenToken {
  readonly plaintext: Uint8Array;
  /** The context that the token carries; none for a blob. */
  readonly carried: EncryptionContext;
}

const NOTHING: EncryptionContext = {};

/** Tokens, opened together: one call a blob, one an envelope. */
export function tokensBroker(options: Omit<DecryptOptions, 'signal'>): Broker<string, OpenToken> {
  return {
    read: async (tokens, signal) => {
      const answerOf = await opened(tokens, { ...options, signal });
      return tokens.map(answerOf);
    },
  };
}

async function opened(
  tokens: readonly string[],
  options: DecryptOptions,
): Promise<(token: string) => Answer<OpenToken>> {
  try {
    const { plaintexts, contexts, failures, endedBy } = await openTokens(new Set(tokens), options);
    return (token) => {
      const plaintext = plaintexts.get(token);
      if (plaintext !== undefined) {
        return { ok: true, value: { plaintext, carried: contexts.get(token) ?? NOTHING } };
      }
      return { ok: false, error: failures.get(token) ?? endedBy ?? notReached() };
    };
  } catch (error) {
    if (!(error instanceof KmscryptError)) throw error;
    return () => ({ ok: false, error });
  }
}

function notReached(): KmscryptError {
  return new KmscryptError('ABORTED', 'it was not opened: the run had ended before');
}
