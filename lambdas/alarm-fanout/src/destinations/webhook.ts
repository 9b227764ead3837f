import * as z from '@kmscrypt/lambda/schema';
import type { Destination, Job } from '../destination.ts';
import { httpsShape, httpsUrl, textThat } from './config-parts.ts';
import { oneChange } from './one-change.ts';
import { postTo } from './post-to.ts';
import { eventOf } from './webhook/event-of.ts';
import type { WebhookEvent } from './webhook/event.ts';
import { ownHeaders } from './webhook/own-headers.ts';
import { isSecret, signatureOf } from './webhook/signature.ts';

const schema = z.strictObject({
  type: z.literal('webhook'),
  url: httpsUrl,
  /** Each `whsec_` and the base64 of 24 to 64 random bytes. While one is replaced, both. */
  secrets: z
    .array(textThat(isSecret, 'is not whsec_ and the base64 of 24 to 64 bytes'))
    .check(z.minLength(1, 'is an empty list'), z.maxLength(5, 'has more than 5 entries')),
  /** Default none. */
  headers: z._default(ownHeaders, {}),
  ...httpsShape,
});

export type WebhookConfig = z.output<typeof schema>;

/**
 * A receiver of your own: a POST with the JSON of {@link WebhookEvent}, signed as Standard Webhooks 1.0.0 has it. 2xx is taken as accepted.
 * The header `webhook-id` and the field `id` are the same when a change is sent again: receivers drop what they have had.
 */
export const webhook: Destination<WebhookConfig> = {
  type: 'webhook',
  schema,
  rules: () => ({
    storms: 'each',
    late: 'tell',
    isIdempotent: true,
    pace: 0,
    atOnce: 10,
    takesGraphs: false,
  }),
  preview: (job) => {
    const own = Object.keys(lowered(job.config.headers)).map((name) => [name, '…']);
    const headers = { ...Object.fromEntries(own), ...headersOf(job.key, { timestamp: '…', signature: '…' }) };
    return { look: 'json', parts: [{ name: 'request', body: told(job), request: { url: '…', headers } }] };
  },
  send: async (job, ports) => {
    const { config } = job;
    const body = JSON.stringify(told(job));
    // Of this attempt, not of the change: receivers refuse what is old.
    const timestamp = Math.floor(ports.clock.now() / 1000);
    const signature = signatureOf({ id: job.key, timestamp, body }, config.secrets);
    const headers = {
      ...lowered(config.headers),
      ...headersOf(job.key, { timestamp: String(timestamp), signature }),
    };
    const secrets = [config.url, ...config.secrets, ...Object.values(config.headers)];
    await postTo({ url: config.url, headers, body }, { config, ports, secrets });
    return {};
  },
};

function told({ content, key: id, subject }: Job<WebhookConfig>): WebhookEvent {
  return eventOf(oneChange(content), { id, subject });
}

function headersOf(
  id: string,
  { timestamp, signature }: { readonly timestamp: string; readonly signature: string },
): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
  };
}

/** Names in lower case, so that none comes twice. */
function lowered(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
