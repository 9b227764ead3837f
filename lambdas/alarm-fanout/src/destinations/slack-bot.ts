import * as z from '@kmscrypt/lambda/schema';
import type { Destination, Job, PreviewPart } from '../destination.ts';
import { chatRules } from './chat-rules.ts';
import { groupedShape, httpsShape, httpsUrl, secret, textThat } from './config-parts.ts';
import { partName } from './part-name.ts';
import { type Call, requestOf } from './slack/api.ts';
import { planOf } from './slack/bot-plan.ts';
import { sendPlan } from './slack/send-plan.ts';
import { threadOf } from './slack/thread.ts';
import { upload, uploadCalls } from './slack/upload.ts';

const schema = z.strictObject({
  type: z.literal('slack-bot'),
  /** The app's bot token, `xoxb-…`, with the scopes `chat:write` and, for graphs, `files:write`. */
  token: secret,
  /** The channel's id, such as `C0123456789`; the app has to be a member. */
  channel: textThat(
    (text) => /^[CDG][A-Z0-9]{6,20}$/.test(text),
    "is not a channel's id such as C0123456789",
  ),
  /** Default `https://slack.com/api`. */
  endpoint: z._default(httpsUrl, 'https://slack.com/api'),
  ...groupedShape,
  ...httpsShape,
});

export type SlackBotConfig = z.output<typeof schema>;

const NOTHING_TO_REPLY_TO = 'there is no message to put the graph under';

/**
 * A bot in a channel of Slack: one thread an incident, whose first message says in the end that it is resolved, with graphs in the thread.
 * Slack takes about one message a second. Source: Slack developer documentation, `chat.postMessage`, `chat.update`.
 */
export const slackBot: Destination<SlackBotConfig> = {
  type: 'slack-bot',
  schema,
  rules: (config) => chatRules(config, { takesGraphs: true }),
  preview: (job) => {
    const parts = partsOf(job);
    return { look: 'slack', parts, ...(parts.length === 0 ? { withheld: NOTHING_TO_REPLY_TO } : {}) };
  },
  send: async (job, ports) => {
    const { config, content } = job;
    const caller = { config, ports };
    if (content.type !== 'graph') return sendPlan(planOf(job), caller);
    const thread = threadOf(job.thread, config.channel);
    if (thread === undefined) return { withheld: NOTHING_TO_REPLY_TO };
    const isThere = await upload(content, { thread, ...caller });
    return isThere ? { thread } : { withheld: NOTHING_TO_REPLY_TO };
  },
};

function partsOf({ config, ...job }: Job<SlackBotConfig>): readonly PreviewPart[] {
  const { content } = job;
  if (content.type === 'graph') {
    const thread = threadOf(job.thread, config.channel);
    if (thread === undefined) return [];
    return uploadCalls(content, { thread, file: '…' }).map((call) => part(call.method, call, config));
  }
  const { update, posts } = planOf({ config, ...job });
  return [
    ...(update === undefined ? [] : [part('update', { method: 'chat.update', body: update }, config)]),
    ...posts.map((body, index) => {
      const name = body.thread_ts === undefined ? 'message' : 'thread reply';
      return part(partName(name, index), { method: 'chat.postMessage', body }, config);
    }),
  ];
}

function part(name: string, call: Call, { endpoint }: SlackBotConfig): PreviewPart {
  return { name, body: call.body, request: requestOf(call, { endpoint }) };
}
