import * as z from 'zod/mini';
import type { Vendor, VendorAnswer } from '../vendor.ts';
import { messageShape } from './blocks.ts';
import { problemOf } from './message-problems.ts';
import { paceOf } from './pace.ts';

const schema = z.strictObject({
  ...messageShape,
  mrkdwn: z.optional(z.boolean()),
  unfurl_links: z.optional(z.boolean()),
  unfurl_media: z.optional(z.boolean()),
});

export interface SlackWebhookVendor extends Vendor {
  /** What the channel has, oldest first. */
  readonly messages: readonly Readonly<Record<string, unknown>>[];
}

/** An incoming webhook of Slack. Source: Slack developer documentation, "Sending messages using incoming webhooks". */
export function slackWebhookVendor({
  path = '/services/T0000/B0000/secret0123456789',
  now,
}: {
  readonly path?: string;
  /** To ask for a second between two messages. */
  readonly now?: () => number;
} = {}): SlackWebhookVendor {
  const problems: string[] = [];
  const messages: Readonly<Record<string, unknown>>[] = [];
  const pace = paceOf(now);
  const refuse = (status: number, word: string, detail: unknown): VendorAnswer => {
    problems.push(`${word}: ${String(detail)}`);
    return { status, body: word };
  };
  return {
    problems,
    messages,
    answer: ({ method, path: asked, headers, body }) => {
      if (method !== 'POST') return refuse(405, 'method_not_allowed', method);
      if (asked !== path) return refuse(404, 'no_service', asked);
      if (!headers['content-type']?.startsWith('application/json'))
        return refuse(400, 'invalid_payload', 'type');
      const { success, data, error } = schema.safeParse(parsed(body));
      if (!success) return refuse(400, 'invalid_payload', z.prettifyError(error));
      const problem = problemOf(data);
      if (problem !== undefined) return refuse(400, problem.error, problem.detail);
      const early = pace.take();
      if (early !== undefined) {
        problems.push('too fast');
        return { status: 429, headers: { 'retry-after': String(early) }, body: 'rate_limited' };
      }
      messages.push(data);
      return { status: 200, body: 'ok' };
    },
  };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
