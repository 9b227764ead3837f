import { setTimeout as delay } from 'node:timers/promises';
import { refusedIn } from '../ministack/policy.ts';
import type { AccountClients } from './clients.ts';
import { logOf } from './function-log.ts';

/** In milliseconds, until a function has been refused something. */
const PATIENCE = 30_000;

/** What a function is refused that it has not been refused before. */
export async function newlyRefused(
  clients: AccountClients,
  functionName: string,
  act: () => Promise<void>,
): Promise<string[]> {
  const before = (await logOf(clients, functionName)).length;
  await act();
  for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(200)) {
    const refused = refusedIn((await logOf(clients, functionName)).slice(before));
    if (refused.length > 0) return refused;
  }
  return [];
}
