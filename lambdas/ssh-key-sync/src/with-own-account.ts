import type { Message } from '@kmscrypt/lambda';
import { OWN } from './config/fields.ts';
import type { Setup } from './run.ts';

/**
 * The accounts of the sources with the Lambda's own, which its queue names. A message that came without a queue is of its own
 * account, unless that is a source's.
 */
export function withOwnAccount(
  known: Setup['accounts'],
  messages: readonly Message[],
): Readonly<Record<string, string>> {
  const own = messages.flatMap(
    ({ queued, payload }) => queued?.queue.split(':')[4] ?? accountIn(payload) ?? [],
  );
  return { ...Object.fromEntries(own.map((account) => [account, OWN])), ...known };
}

function accountIn(payload: unknown): string | undefined {
  const isEvent = typeof payload === 'object' && payload !== null && 'account' in payload;
  return isEvent && typeof payload.account === 'string' ? payload.account : undefined;
}
