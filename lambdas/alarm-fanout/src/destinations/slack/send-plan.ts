import { DeliveryError } from '../../delivery-error.ts';
import type { Sent } from '../../destination.ts';
import { PACE } from '../chat-rules.ts';
import { inOrder } from '../in-order.ts';
import { type Caller, callSlack } from './api.ts';
import type { BotPlan, NewMessage } from './bot-plan.ts';

/**
 * Does what is planned. The message that it began with is rewritten first: doing that again does no harm, so that only one call is left that
 * could make a message twice.
 *
 * @throws DeliveryError
 */
export async function sendPlan(
  { update, posts, instead, opens, keeps }: BotPlan,
  caller: Caller,
): Promise<Sent> {
  const isUpdated =
    update === undefined || (await callSlack({ method: 'chat.update', body: update }, caller)) !== undefined;
  let opened: string | undefined;
  let isInThread = false;
  const post = async (message: NewMessage): Promise<void> => {
    const isReply = message.thread_ts !== undefined;
    const replied = isReply && !isUpdated ? undefined : await say(message, caller);
    isInThread = isReply && replied !== undefined;
    opened = isInThread ? undefined : (replied ?? (instead && (await say(instead, caller))))?.ts;
  };
  await inOrder(posts, post, { pace: PACE, ...caller.ports });
  if (isInThread) return keeps === undefined ? {} : { thread: keeps };
  const { channel } = caller.config;
  return opens === undefined || opened === undefined ? {} : { thread: { channel, ts: opened, ...opens } };
}

/** Undefined where it is a reply to a message that is gone. */
async function say(
  body: NewMessage,
  caller: Caller,
): Promise<{ readonly ts: string | undefined } | undefined> {
  const said = await callSlack({ method: 'chat.postMessage', body }, caller);
  if (said !== undefined) return { ts: typeof said['ts'] === 'string' ? said['ts'] : undefined };
  if (body.thread_ts !== undefined) return undefined;
  throw new DeliveryError('REFUSED', 'Slack says of a new message that it is gone');
}
