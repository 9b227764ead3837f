import { Webhook } from 'standardwebhooks';
import * as z from 'zod/mini';
import type { Vendor, VendorAnswer } from './vendor.ts';

/** What a receiver took, once each. */
export interface Received {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface WebhookReceiver extends Vendor {
  /** In the order in which they came. */
  readonly received: readonly Received[];
  /** How many came that had been there before. */
  readonly repeats: number;
}

/** Of a receiver that takes what Standard Webhooks recommends to take: not older, nor newer, than five minutes. */
const TOLERANCE = 300;
const MOST_BYTES = 256 * 1024;

const texts = z.record(z.string(), z.string());
const change = {
  subject: z.string(),
  headline: z.string().check(z.minLength(1), z.maxLength(200)),
  summary: z.string().check(z.maxLength(300)),
  severity: z.enum(['critical', 'error', 'warning', 'info']),
  account: z.strictObject({ id: z.string(), name: z.optional(z.string()) }),
  region: z.string(),
  tags: texts,
};
const state = z.string();
const alarm = z.strictObject({
  ...change,
  kind: z.enum(['metric', 'math', 'anomaly', 'insights', 'composite', 'log', 'unknown']),
  name: z.string(),
  arn: z.string(),
  description: z.optional(z.string()),
  state,
  previousState: z.optional(state),
  previousAt: z.optional(z.string()),
  reason: z.string(),
  evaluationState: z.optional(z.string()),
  changesToday: z.optional(z.number()),
  contributor: z.optional(z.strictObject({ id: z.string(), attributes: texts })),
  metrics: z.array(z.looseObject({ id: z.string(), returnData: z.boolean(), dimensions: texts })),
  condition: z.optional(z.looseObject({ operator: z.string() })),
  datapoints: z.array(z.looseObject({ value: z.nullable(z.number()) })),
  composite: z.optional(z.looseObject({ children: z.array(z.looseObject({ arn: z.string() })) })),
  log: z.optional(z.looseObject({ logGroups: z.array(z.string()), lines: z.array(z.string()) })),
  raw: z.optional(z.string()),
  remarks: z.array(z.string()),
  links: z.looseObject({ console: z.url() }),
  graph: z.optional(z.url()),
});
const notice = z.strictObject({
  ...change,
  source: z.string(),
  key: z.string(),
  status: z.enum(['event', 'start', 'progress', 'end']),
  percent: z.optional(z.number()),
  title: z.string(),
  text: z.optional(z.string()),
  facts: texts,
  link: z.optional(z.url()),
});
const envelope = { version: z.literal(1), id: z.string(), timestamp: z.iso.datetime(), isCut: z.boolean() };

/** The JSON of webhooks and topics, as it is promised. */
export const webhookEvent = z.discriminatedUnion('type', [
  z.strictObject({ ...envelope, type: z.literal('kmscrypt.alarm.changed'), data: alarm }),
  z.strictObject({ ...envelope, type: z.literal('kmscrypt.notice.sent'), data: notice }),
]);

/**
 * A receiver that holds to Standard Webhooks 1.0.0: it verifies with that project's own library, and takes each id once.
 *
 * @param options.now in milliseconds since the epoch; default the real time
 */
export function webhookVendor({
  secret,
  now = Date.now,
}: {
  readonly secret: string;
  readonly now?: (() => number) | undefined;
}): WebhookReceiver {
  const problems: string[] = [];
  const received = new Map<string, Received>();
  const list: Received[] = [];
  let repeats = 0;

  const refuse = (status: number, problem: string): VendorAnswer => {
    problems.push(problem);
    return { status, body: problem };
  };

  return {
    problems,
    received: list,
    get repeats() {
      return repeats;
    },
    answer: ({ method, headers, body }) => {
      const {
        'webhook-id': id = '',
        'webhook-timestamp': time = '',
        'webhook-signature': given = '',
      } = headers;
      if (method !== 'POST') return refuse(405, 'it is not a POST');
      if (id === '' || id.includes('.') || !/^\d+$/.test(time))
        return refuse(400, 'the headers are not there');
      const sent = new Date(Number(time) * 1000);
      if (Math.abs(now() / 1000 - Number(time)) > TOLERANCE) return refuse(401, 'it is too old, or too new');
      const right = new Webhook(secret).sign(id, sent, body.toString());
      if (!given.split(' ').includes(right)) return refuse(401, 'no signature is right');
      if (headers['content-type'] !== 'application/json') return refuse(415, 'it is not JSON');
      if (body.length > MOST_BYTES) return refuse(413, `it has ${body.length} bytes`);
      const parsed = webhookEvent.safeParse(JSON.parse(body.toString()));
      if (!parsed.success) return refuse(422, z.prettifyError(parsed.error));
      const { type, timestamp, data } = parsed.data;
      if (parsed.data.id !== id) return refuse(422, 'the id is not that of the header');
      if (received.has(id)) {
        repeats += 1;
      } else {
        const taken = { id, type, timestamp, data };
        received.set(id, taken);
        list.push(taken);
      }
      return { status: 204 };
    },
  };
}
