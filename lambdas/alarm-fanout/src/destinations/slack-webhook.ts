import * as z from '@kmscrypt/lambda/schema';
import { DeliveryError } from '../delivery-error.ts';
import type { Destination } from '../destination.ts';
import type { HttpAnswer } from '../http/post.ts';
import { quote } from '../http/quote.ts';
import { chatRules, PACE } from './chat-rules.ts';
import { groupedShape, httpsShape, httpsUrl } from './config-parts.ts';
import { inOrder } from './in-order.ts';
import { partName } from './part-name.ts';
import { postTo } from './post-to.ts';
import { told } from './slack/told.ts';

const schema = z.strictObject({
  type: z.literal('slack-webhook'),
  /** `https://hooks.slack.com/services/…`; whoever has it can write to the channel. */
  url: httpsUrl,
  ...groupedShape,
  ...httpsShape,
});

export type SlackWebhookConfig = z.output<typeof schema>;

const HEADERS = { 'content-type': 'application/json; charset=utf-8' };

/**
 * An incoming webhook of Slack: each change is a message of its own. Slack answers `ok`, or 4xx with a word such as `invalid_payload`,
 * `no_service`, `channel_is_archived`. It shows a picture only if that is there at once, so that a graph is a link. Source: Slack developer
 * documentation, "Sending messages using incoming webhooks".
 */
export const slackWebhook: Destination<SlackWebhookConfig> = {
  type: 'slack-webhook',
  schema,
  rules: (config) => chatRules(config, { takesGraphs: false }),
  preview: (job) => ({
    look: 'slack',
    parts: told(job).map((body, index) => ({
      name: partName('message', index),
      body,
      request: { url: '…', headers: HEADERS },
    })),
  }),
  send: async (job, ports) => {
    const { config } = job;
    const { url } = config;
    const read = (answer: HttpAnswer): HttpAnswer => accepted(answer, url);
    await inOrder(
      told(job),
      (message) =>
        postTo(
          { url, headers: HEADERS, body: JSON.stringify(message) },
          { config, ports, secrets: [url], read },
        ),
      { pace: PACE, ...ports },
    );
    return {};
  },
};

/** Whoever answers 200 and something else than Slack does is not Slack: nobody knows where the message is. */
function accepted(answer: HttpAnswer, url: string): HttpAnswer {
  const { status, body } = answer;
  if (status !== 200 || body.trim() === 'ok') return answer;
  const { host } = new URL(url);
  throw new DeliveryError('UNKNOWN', `${host} answered 200, and not ok: ${quote(body, [url])}`);
}
