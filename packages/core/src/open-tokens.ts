import type { DecryptOptions } from './decrypt-options.ts';
import { KmscryptError } from './error.ts';
import type { EncryptionContext } from './kms.ts';
import { createOpening, type Opening, type TokenBytes } from './opening.ts';
import { type ParsedToken, parseToken } from './token.ts';

/**
 * What became of distinct tokens, by token. Where there are failures, a token may be in neither: a run that had ended for
 * another reason did not get to it.
 */
export interface OpenedTokens {
  readonly plaintexts: ReadonlyMap<string, Uint8Array>;
  /** The context that each message carries; authentic where there is a plaintext. Blobs are not in it. */
  readonly contexts: ReadonlyMap<string, EncryptionContext>;
  readonly failures: ReadonlyMap<string, KmscryptError>;
  /** What ended the run before all tokens were reached; undefined where nothing did. */
  readonly endedBy: KmscryptError | undefined;
}

/**
 * Opens distinct tokens: one call for each blob and one for each envelope, however many messages are under it.
 *
 * @throws KmscryptError of a failure that concerns the whole run, unless some token is broken in itself; whatever concerns
 *   one token is in `failures`.
 */
export async function openTokens(
  tokens: ReadonlySet<string>,
  options: DecryptOptions = {},
): Promise<OpenedTokens> {
  const opening = createOpening(tokens.size, options);
  const { blobs, messages } = parseTokens(tokens, opening.failures);
  const blobsOpened = blobs.map(({ token, bytes }) => opening.settle(token, () => openBlob(bytes, opening)));
  if (messages.length > 0) {
    const { openMessages } = await import('./message/open-messages.ts');
    await openMessages(messages, opening);
  }
  await Promise.all(blobsOpened);
  opening.throwIfEnded();
  const { results: plaintexts, contexts, failures } = opening;
  return { plaintexts, contexts, failures, endedBy: opening.endedBy() };
}

function parseTokens(
  tokens: ReadonlySet<string>,
  failures: Map<string, KmscryptError>,
): { readonly blobs: readonly TokenBytes[]; readonly messages: readonly TokenBytes[] } {
  const parsed: Record<ParsedToken['kind'], TokenBytes[]> = { blob: [], message: [] };
  for (const token of tokens) {
    try {
      const { kind, bytes } = parseToken(token);
      parsed[kind].push({ token, bytes });
    } catch (error) {
      if (!(error instanceof KmscryptError)) throw error;
      failures.set(token, error);
    }
  }
  return { blobs: parsed.blob, messages: parsed.message };
}

async function openBlob(ciphertext: Uint8Array, opening: Opening): Promise<Uint8Array> {
  const { kms, context, region, signal } = opening;
  const { plaintext } = await opening.bounded(() => kms.decrypt({ ciphertext, context, region, signal }));
  return plaintext;
}
