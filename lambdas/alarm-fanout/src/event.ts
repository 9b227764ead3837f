import { actionEvent } from './events/action-event.ts';
import { alarmEventOf } from './events/alarm-event.ts';
import type { AlarmWords } from './events/alarm-words.ts';
import { bridgeEvent } from './events/bridge-event.ts';
import { isObject, part } from './events/json.ts';
import { lookOf } from './events/look.ts';
import { NOTICE, readNotice } from './events/notice.ts';
import { notification } from './events/notification.ts';
import type { Told } from './told.ts';

export interface ParseOptions {
  /** Where the function runs: what is taken for an alarm whose event does not say where it is. Default unknown. */
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** Taken for a change whose event has no time at all, as none of CloudWatch's; default the time that it is. */
  readonly now?: Date | undefined;
}

const CONFIGURATION_CHANGE = 'CloudWatch Alarm Configuration Change';
/** What SNS asks of a queue or an endpoint. */
const CONFIRMATIONS: ReadonlySet<unknown> = new Set(['SubscriptionConfirmation', 'UnsubscribeConfirmation']);

/**
 * Understands changes of alarms by SNS, EventBridge and Lambda actions, and notices of our own. Whatever has the name and the
 * state of an alarm is an alarm, of kind `unknown` where nothing else is understood. Never throws.
 *
 * A confirmation that SNS asks for is foreign, and so ends in the dead-letter queue: until somebody opens its URL, a topic's
 * alarms do not arrive.
 *
 * @param payload what CloudWatch wrote, out of the envelopes of SQS and SNS
 */
export function parseMessage(payload: unknown, options: ParseOptions = {}): Told {
  if (Array.isArray(payload)) return foreign('it is a list');
  if (!isObject(payload)) return foreign('it is not an object');
  if (payload['kind'] === NOTICE) {
    const read = readNotice(payload);
    return 'problem' in read ? foreign(read.problem) : { kind: 'notice', notice: read.notice };
  }
  const detailType = payload['detail-type'];
  if (detailType === CONFIGURATION_CHANGE) return { kind: 'ignored', what: CONFIGURATION_CHANGE };
  if (CONFIRMATIONS.has(payload['Type'])) {
    return foreign('SNS asks to confirm the end or the beginning of a subscription: open its SubscribeURL');
  }
  const words = wordsOf(payload, detailType);
  const read = alarmEventOf(words, { ...options, now: options.now ?? new Date() });
  if (!('missing' in read)) return { kind: 'alarm', ...read };
  return foreign(`it has not ${read.missing} of an alarm: ${lookOf(payload)}`);
}

function wordsOf(payload: Readonly<Record<string, unknown>>, detailType: unknown): AlarmWords {
  if (detailType !== undefined || isObject(payload['detail'])) return bridgeEvent(payload, detailType);
  // What a rule of EventBridge hands on that takes `$.detail` alone.
  if (isObject(payload['state'])) return bridgeEvent({ detail: payload }, detailType);
  if (part(payload, 'alarmData') !== undefined) return actionEvent(payload);
  return notification(payload);
}

function foreign(reason: string): Told {
  return { kind: 'foreign', reason };
}
