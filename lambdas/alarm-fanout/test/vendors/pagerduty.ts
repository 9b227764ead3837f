import * as z from 'zod/mini';
import type { Vendor, VendorAnswer } from './vendor.ts';

/** An alert of PagerDuty, by its `dedup_key`. */
export interface PagerDutyAlert {
  readonly key: string;
  readonly state: 'triggered' | 'acknowledged' | 'resolved';
  /** Of the first trigger. */
  readonly summary: string;
  readonly severity: string;
  /** How many events made it what it is, the first included. */
  readonly events: number;
}

export interface PagerDuty extends Vendor {
  /** All that ever were, oldest first: a key has several where it was triggered again after it was resolved. */
  readonly alerts: readonly PagerDutyAlert[];
  /** How often somebody was called: once an alert. */
  readonly calls: number;
  /** What a person does. */
  readonly acknowledge: (key: string) => void;
}

const MOST_BYTES = 512 * 1024;
const MOST_A_MINUTE = 120;

const base = {
  routing_key: z.string().check(z.length(32)),
  dedup_key: z.string().check(z.minLength(1), z.maxLength(255)),
};
const https = z.url({ protocol: /^https$/ });
const text = z.string().check(z.minLength(1));
const event = z.discriminatedUnion('event_action', [
  z.strictObject({
    ...base,
    event_action: z.literal('trigger'),
    payload: z.strictObject({
      summary: text.check(z.maxLength(1024)),
      source: text,
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      timestamp: z.optional(z.iso.datetime({ offset: true })),
      component: z.optional(text),
      group: z.optional(text),
      class: z.optional(text),
      custom_details: z.optional(z.record(z.string(), z.unknown())),
    }),
    client: z.optional(text),
    client_url: z.optional(https),
    images: z.optional(
      z.array(z.strictObject({ src: https, href: z.optional(https), alt: z.optional(text) })),
    ),
    links: z.optional(z.array(z.strictObject({ href: z.url(), text: z.optional(text) }))),
  }),
  z.strictObject({ ...base, event_action: z.literal('resolve') }),
  z.strictObject({ ...base, event_action: z.literal('acknowledge') }),
]);

/**
 * PagerDuty's Events API v2. Source: PagerDuty developer documentation, "Events API v2 Overview", "Send an Alert Event", "Events API Rate
 * Limits".
 *
 * @param options.now for the limit of events a minute; without it there is none
 */
export function pagerDutyVendor({
  routingKey,
  now,
}: {
  readonly routingKey: string;
  readonly now?: (() => number) | undefined;
}): PagerDuty {
  const problems: string[] = [];
  const alerts: PagerDutyAlert[] = [];
  const taken: number[] = [];
  let calls = 0;

  const change = (key: string, changes: Partial<PagerDutyAlert>): boolean => {
    const index = alerts.findLastIndex((alert) => alert.key === key && alert.state !== 'resolved');
    const alert = alerts[index];
    if (alert === undefined) return false;
    alerts[index] = { ...alert, ...changes, events: alert.events + 1 };
    return true;
  };
  const invalid = (problem: string): VendorAnswer => {
    problems.push(problem);
    return json(400, { status: 'invalid event', message: 'Event object is invalid', errors: [problem] });
  };

  return {
    problems,
    alerts,
    get calls() {
      return calls;
    },
    acknowledge: (key) => void change(key, { state: 'acknowledged' }),
    answer: ({ method, path, headers, body }) => {
      if (method !== 'POST' || path !== '/v2/enqueue') return json(404, { status: 'not found' });
      if (headers['content-type'] !== 'application/json') return invalid('the content type is not JSON');
      if (body.length > MOST_BYTES) return invalid(`it has ${body.length} bytes`);
      const parsed = event.safeParse(parse(body));
      if (!parsed.success) return invalid(z.prettifyError(parsed.error));
      const { routing_key: given, dedup_key: key, event_action: action } = parsed.data;
      if (given !== routingKey) return invalid('the routing key is not one of ours');
      if (now !== undefined) {
        while ((taken[0] ?? Infinity) <= now() - 60_000) taken.shift();
        if (taken.length >= MOST_A_MINUTE) return json(429, { status: 'throttle exceeded' });
        taken.push(now());
      }
      if (action === 'resolve') change(key, { state: 'resolved' });
      else if (action === 'acknowledge') change(key, { state: 'acknowledged' });
      // What is acknowledged stays so, and nobody is called again.
      else if (!change(key, {})) {
        const { summary, severity } = parsed.data.payload;
        alerts.push({ key, state: 'triggered', summary, severity, events: 1 });
        calls += 1;
      }
      return json(202, { status: 'success', message: 'Event processed', dedup_key: key });
    },
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function json(status: number, value: unknown): VendorAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
