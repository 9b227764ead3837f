import type { NodeDecryptionMaterial } from '@aws-crypto/material-management-node';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { KmscryptError } from '../error.ts';
import type { EncryptionContext } from '../kms.ts';
import type { Opening, TokenBytes } from '../opening.ts';
import { decryptMessage } from './decrypt-message.ts';
import { type Message, readHeader } from './header.ts';
import { openEnvelope } from './open-envelope.ts';

/** Headers that are read between two turns of the event loop: the first call is under way while the others are read. */
const HEADERS_A_TURN = 25;

/** Opens messages, with one data key for all that share it. */
export async function openMessages(messages: readonly TokenBytes[], opening: Opening): Promise<void> {
  const { kms, region, signal, localKey, context } = opening;
  const materials = new Map<string, Promise<NodeDecryptionMaterial>>();
  const materialOf = (message: Message): Promise<NodeDecryptionMaterial> => {
    const material =
      materials.get(message.envelope) ??
      opening.bounded(() => openEnvelope(message, { access: { kms, region, signal }, localKey }));
    materials.set(message.envelope, material);
    return material;
  };

  const opened: Promise<void>[] = [];
  for (const [index, { token, bytes }] of messages.entries()) {
    const open = async (): Promise<Uint8Array> => {
      const message = readHeader(bytes);
      opening.contexts.set(token, message.context);
      checkDemanded(context, message.context);
      return decryptMessage(message, await materialOf(message));
    };
    opened.push(opening.settle(token, open));
    if (index % HEADERS_A_TURN === 0) await nextTurn();
  }
  await Promise.all(opened);
  for (const material of await Promise.allSettled(materials.values())) {
    if (material.status === 'fulfilled') material.value.zeroUnencryptedDataKey();
  }
}

/** The SDK's decrypt does not compare what the caller expects with what the message carries, so it is done here. */
function checkDemanded(demanded: EncryptionContext, carried: EncryptionContext): void {
  const wrong = Object.entries(demanded).filter(([name, value]) => carried[name] !== value);
  if (wrong.length === 0) return;
  const pairs = wrong.map(([name, value]) => {
    const other = Object.hasOwn(carried, name) ? `${name}=${carried[name]}` : `no ${name}`;
    return `${name}=${value} is asked for, the token has ${other}`;
  });
  throw new KmscryptError('CONTEXT_MISMATCH', `the encryption context differs: ${pairs.join('; ')}`);
}
