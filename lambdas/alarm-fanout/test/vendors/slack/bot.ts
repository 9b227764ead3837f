import * as z from 'zod/mini';
import type { Vendor, VendorAnswer, VendorRequest } from '../vendor.ts';
import { messageShape } from './blocks.ts';
import { filesOf } from './files.ts';
import { problemOf } from './message-problems.ts';
import { paceOf } from './pace.ts';

const target = {
  channel: z.string(),
  parse: z.optional(z.enum(['none', 'full'])),
  link_names: z.optional(z.boolean()),
};
const newMessage = z.strictObject({
  ...messageShape,
  ...target,
  mrkdwn: z.optional(z.boolean()),
  unfurl_links: z.optional(z.boolean()),
  unfurl_media: z.optional(z.boolean()),
  thread_ts: z.optional(z.string().check(z.regex(/^\d{10}\.\d{6}$/))),
  reply_broadcast: z.optional(z.boolean()),
});
const update = z.strictObject({
  ...messageShape,
  ...target,
  ts: z.string().check(z.regex(/^\d{10}\.\d{6}$/)),
});

export interface SlackChannelMessage {
  readonly ts: string;
  readonly threadTs?: string | undefined;
  readonly isBroadcast: boolean;
  /** As it is now. */
  readonly content: Readonly<Record<string, unknown>>;
  /** How often it was rewritten. */
  readonly edits: number;
}

export interface SlackBotVendor extends Vendor {
  /** What the channel and its threads have, oldest first. */
  readonly messages: readonly SlackChannelMessage[];
  /** Files that were shared, with the thread that they are in. */
  readonly files: readonly {
    readonly title: string;
    readonly bytes: number;
    readonly threadTs?: string | undefined;
  }[];
  /** Somebody deletes a message. */
  readonly remove: (ts: string) => void;
}

export interface SlackBotVendorOptions {
  readonly token?: string;
  readonly channel?: string;
  /** Where files are sent, such as the receiver's URL. */
  readonly origin?: () => string;
  /** To ask for a second between two messages. */
  readonly now?: () => number;
}

/** What calls have in common. */
export interface CallContext {
  readonly fields: unknown;
  readonly request: VendorRequest;
  /** Answers 200 with that error, and keeps the problem. */
  readonly refuse: (error: string, detail: unknown) => VendorAnswer;
}

/** The Web API of Slack, as a bot in one channel sees it. Source: Slack developer documentation, "Using the Slack Web API" and methods. */
export function slackBotVendor({
  token = 'xoxb-0000-0000-secret',
  channel = 'C0123456789',
  origin = () => 'https://files.slack.example',
  now,
}: SlackBotVendorOptions = {}): SlackBotVendor {
  const problems: string[] = [];
  const messages: SlackChannelMessage[] = [];
  const pace = paceOf(now);
  const files = filesOf({ channel, origin, has: (ts) => indexOf(ts) !== -1 });
  const removed = new Set<string>();
  const indexOf = (ts: string): number =>
    removed.has(ts) ? -1 : messages.findIndex((each) => each.ts === ts);
  const refuse: CallContext['refuse'] = (error, detail) => {
    problems.push(`${error}: ${String(detail)}`);
    return ok({ ok: false, error });
  };

  const post = ({ fields }: CallContext): VendorAnswer => {
    const { success, data, error } = newMessage.safeParse(fields);
    if (!success) return refuse('invalid_arguments', z.prettifyError(error));
    const { channel: asked, thread_ts: threadTs, reply_broadcast: isBroadcast = false, ...content } = data;
    if (asked !== channel) return refuse('channel_not_found', asked);
    const problem = problemOf(content);
    if (problem !== undefined) return refuse(problem.error, problem.detail);
    if (threadTs !== undefined && indexOf(threadTs) === -1)
      return ok({ ok: false, error: 'thread_not_found' });
    if (isBroadcast && threadTs === undefined)
      return refuse('invalid_arguments', 'a broadcast that is no reply');
    const early = pace.take();
    if (early !== undefined) {
      problems.push('too fast');
      return limited(early);
    }
    const ts = `${1_763_691_200 + messages.length}.000100`;
    messages.push({ ts, threadTs, isBroadcast, content, edits: 0 });
    return ok({ ok: true, channel, ts, message: { text: content.text, ts } });
  };

  const rewrite = ({ fields }: CallContext): VendorAnswer => {
    const { success, data, error } = update.safeParse(fields);
    if (!success) return refuse('invalid_arguments', z.prettifyError(error));
    const { ts, channel: asked, ...content } = data;
    if (asked !== channel) return refuse('channel_not_found', asked);
    const problem = problemOf({ ...content, mrkdwn: content.parse !== 'none' });
    if (problem !== undefined) return refuse(problem.error, problem.detail);
    const index = indexOf(ts);
    const old = messages[index];
    if (old === undefined) return ok({ ok: false, error: 'message_not_found' });
    messages[index] = { ...old, content, edits: old.edits + 1 };
    return ok({ ok: true, channel, ts, text: content.text });
  };

  const methods: Readonly<Record<string, (call: CallContext) => VendorAnswer>> = {
    'chat.postMessage': post,
    'chat.update': rewrite,
    'files.getUploadURLExternal': files.ask,
    'files.completeUploadExternal': files.complete,
  };

  return {
    problems,
    messages,
    files: files.shared,
    remove: (ts) => {
      removed.add(ts);
    },
    answer: (request) => {
      const { method, path, headers } = request;
      if (method !== 'POST') return { status: 405 };
      if (path.startsWith('/upload/')) return files.take(request, problems);
      const call = methods[path.replace(/^\/api\//u, '')];
      if (call === undefined) return refuse('unknown_method', path);
      if (headers['authorization'] !== `Bearer ${token}`) return refuse('invalid_auth', path);
      const fields = fieldsOf(request);
      return fields === undefined ? refuse('invalid_json', path) : call({ fields, request, refuse });
    },
  };
}

function ok(body: object): VendorAnswer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function limited(seconds: number): VendorAnswer {
  const body = JSON.stringify({ ok: false, error: 'ratelimited' });
  return { status: 429, headers: { 'retry-after': String(seconds) }, body };
}

function fieldsOf({ headers, body }: VendorRequest): unknown {
  const text = body.toString();
  if (headers['content-type'] === 'application/x-www-form-urlencoded') {
    return Object.fromEntries(new URLSearchParams(text));
  }
  if (headers['content-type'] !== 'application/json; charset=utf-8') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
