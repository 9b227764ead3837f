import type { AlarmContent, NoticeContent } from '../../content.ts';
import type { Job } from '../../destination.ts';
import { sayResolved } from '../../words/resolved.ts';
import { say } from '../../words/say.ts';
import { withRepeat } from '../repeat-remark.ts';
import { digestMessages } from './digest.ts';
import { messageOf, type SlackMessage } from './message.ts';
import { type Thread, threadOf } from './thread.ts';

/** A call of `chat.postMessage`. */
export interface NewMessage extends SlackMessage {
  readonly channel: string;
  readonly parse: 'none';
  readonly link_names: false;
  readonly thread_ts?: string;
  /** Whether a reply is in the channel, too. */
  readonly reply_broadcast?: true;
}

/** A call of `chat.update`. */
export interface Update extends Pick<SlackMessage, 'text' | 'blocks' | 'attachments'> {
  readonly channel: string;
  readonly ts: string;
  readonly parse: 'none';
  readonly link_names: false;
}

/** What is to be done; data, so that it can be shown. */
export interface BotPlan {
  /** Of the message that it began with. */
  readonly update?: Update | undefined;
  /** One, but for a digest. */
  readonly posts: readonly NewMessage[];
  /** Instead of a reply, where the message to reply to is not there any more. */
  readonly instead?: NewMessage | undefined;
  /** Whether a message that is no reply opens a thread, with what is kept of it. */
  readonly opens?: Omit<Thread, 'channel' | 'ts'> | undefined;
  /** Stays open. */
  readonly keeps?: Thread | undefined;
}

type Planned = Pick<Job<{ readonly channel: string }>, 'config' | 'content' | 'thread' | 'isRepeat'>;

/**
 * What a change is in a channel. What begins (ALARM, `start`) is a message, under which all that follows is a thread. What ends it (OK,
 * `end`) rewrites that message, replies, and ends the thread. What goes off again is in the channel, too: nobody reads threads at night.
 * What has no thread is a message, and only what begins opens one.
 */
export function planOf({ config: { channel }, content, thread, isRepeat }: Planned): BotPlan {
  const goesTo = { channel, parse: 'none', link_names: false } as const;
  if (content.type === 'digest') {
    return { posts: digestMessages(content).map((message) => ({ ...message, ...goesTo })) };
  }
  if (content.type === 'graph') return { posts: [] };
  const saying = withRepeat(say(content), isRepeat);
  const whole = { ...messageOf(saying), ...goesTo };
  const { stage, at } = stageOf(content);
  const opens = stage === 'begins' ? { at, summary: saying.summary } : undefined;
  const root = threadOf(thread, channel);
  if (root === undefined) return { posts: [whole], opens };
  const thread_ts = root.ts;
  if (stage !== 'ends') {
    const reply = { ...whole, thread_ts, ...(stage === 'begins' ? { reply_broadcast: true as const } : {}) };
    return { posts: [reply], instead: whole, opens, keeps: root };
  }
  const { text, blocks, attachments } = messageOf(sayResolved(content, root));
  return {
    update: { ...goesTo, ts: root.ts, text, blocks, attachments },
    posts: [{ ...messageOf(saying, { isShort: true }), ...goesTo, thread_ts }],
    instead: whole,
  };
}

function stageOf(content: AlarmContent | NoticeContent): {
  readonly stage: 'begins' | 'goes on' | 'ends';
  readonly at: string;
} {
  if (content.type === 'alarm') {
    const { state, at } = content.alarm;
    return { stage: state === 'ALARM' ? 'begins' : state === 'OK' ? 'ends' : 'goes on', at };
  }
  const { status, at } = content.notice;
  return { stage: status === 'start' ? 'begins' : status === 'end' ? 'ends' : 'goes on', at };
}
