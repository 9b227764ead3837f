import { setTimeout as delay } from 'node:timers/promises';
import { answer } from './answer.ts';
import { readRequest } from './request.ts';
import type { ClientOptions, Pause } from './setting.ts';
import { settingOf } from './settings.ts';
import { settle } from './settle.ts';

/** Milliseconds that are kept for the answer. */
const FOR_ANSWER = 15_000;

/** The function behind the custom resources `Custom::KIND`; what an account has once it never takes away. */
export async function handler(
  event: unknown,
  context: { readonly getRemainingTimeInMillis: () => number },
): Promise<void> {
  const request = readRequest(event);
  const pause: Pause = { sleep: delay, random: Math.random };
  const { AWS_REGION: region = 'us-east-1', AWS_ENDPOINT_URL: endpoint } = process.env;
  const options: ClientOptions = { region, maxAttempts: 6, ...(endpoint === undefined ? {} : { endpoint }) };
  const finished = new AbortController();
  const left = Math.max(0, context.getRemainingTimeInMillis() - FOR_ANSWER);
  const timeout = delay(left, undefined, { signal: finished.signal }).then((): never => {
    throw new Error(`not done within ${Math.round(left / 1_000)} s`);
  });
  const outcome = await settle(request, { settingOf: (kind) => settingOf(kind, options, pause), timeout });
  finished.abort();
  const { kind, type, stackId, logicalId } = request;
  process.stdout.write(`${JSON.stringify({ kind, type, stackId, logicalId, ...outcome })}\n`);
  await answer(request, outcome, pause);
}
