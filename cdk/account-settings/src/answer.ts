import type { SettingRequest } from './request.ts';
import type { Pause } from './setting.ts';
import type { Outcome } from './settle.ts';

const ATTEMPTS = 5;
/** Milliseconds that one attempt may take. */
const PATIENCE = 10_000;

/**
 * Tells CloudFormation the outcome of its request.
 *
 * @throws Error that does not have the URL in it, after five attempts, or at once where the URL is refused.
 */
export async function answer(
  request: SettingRequest,
  outcome: Outcome,
  { sleep, random }: Pause,
): Promise<void> {
  const body = JSON.stringify({
    Status: outcome.status,
    Reason: outcome.reason,
    PhysicalResourceId: outcome.physicalId,
    StackId: request.stackId,
    RequestId: request.requestId,
    LogicalResourceId: request.logicalId,
    Data: outcome.id === undefined ? undefined : { Id: outcome.id },
  });
  let status = 0;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (attempt > 1) await sleep(200 * 2 ** attempt * (0.5 + random() / 2));
    status = await put(request.responseUrl, body);
    if (status >= 200 && status < 300) return;
    // What is refused is refused again.
    if (status >= 400 && status < 500) break;
  }
  throw new Error(
    `CloudFormation could not be answered: ${status === 0 ? 'no connection' : `status ${status}`}`,
  );
}

/** @returns 0 where there was no answer. */
async function put(url: string, body: string): Promise<number> {
  try {
    // Bytes rather than text: with a type of content, which fetch would give to text, the URL's signature does not fit.
    const bytes = new TextEncoder().encode(body);
    const response = await fetch(url, { method: 'PUT', body: bytes, signal: AbortSignal.timeout(PATIENCE) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}
