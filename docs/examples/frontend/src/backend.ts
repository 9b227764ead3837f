import { get } from 'node:https';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** How long the backend may take to answer, in milliseconds: longer than it waits for its database. */
const PATIENCE = 4_000;

const healthSchema = z.object({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  database: z.enum(['ok', 'down']),
  cache: z.enum(['ok', 'down']),
});

/** What the backend says of itself. */
export type Health = z.infer<typeof healthSchema>;

/**
 * Asks the backend how it is.
 *
 * @param ca the authority that it is trusted by, as PEM; absent means those whom Node trusts.
 * @throws where it cannot be reached, its certificate is not trusted, or the answer is not its own
 */
export async function fetchHealth(url: string, ca?: string): Promise<Health> {
  const body = await new Promise<string>((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE);
    const request = get(new URL('/health', url), { signal, ...(ca === undefined ? {} : { ca }) });
    request.once('error', reject);
    request.once('response', (response) => text(response).then(resolve, reject));
  });
  return healthSchema.parse(JSON.parse(body));
}
