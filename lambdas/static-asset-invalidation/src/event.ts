import type { ObjectChange } from './change.ts';
import { readBridgeEvent } from './events/bridge-event.ts';
import { readNotification } from './events/notification.ts';
import type { ReadEvent } from './events/read-event.ts';

/** What a message tells. */
export type Told =
  | {
      readonly kind: 'changes';
      readonly changes: readonly ObjectChange[];
      /** Names of events that change nothing that is served. */
      readonly ignored: readonly string[];
    }
  /** S3 tries out a new notification. */
  | { readonly kind: 'test' }
  /** Nothing that can be used; the reason names keys, never what they hold. */
  | { readonly kind: 'foreign'; readonly reason: string };

/**
 * Understands S3's notifications (`Records`) and S3's events of EventBridge, those by way of CloudTrail included. A message with
 * one record that cannot be used is foreign as a whole, so that none of its changes is lost unseen.
 * Source: Amazon S3 User Guide, "Event message structure" and "EventBridge event message structure".
 *
 * @param payload what S3 wrote, out of the envelopes of SQS and SNS
 */
export function parseMessage(payload: unknown): Told {
  if (Array.isArray(payload)) return foreign('it is a list');
  if (typeof payload !== 'object' || payload === null) return foreign('it is not an object');
  if ('Records' in payload && Array.isArray(payload.Records)) {
    const records: readonly unknown[] = payload.Records;
    return records.length === 0 ? foreign('it has no records') : toldBy(records.map(readNotification));
  }
  if ('detail-type' in payload) return toldBy([readBridgeEvent(payload)]);
  if ('Event' in payload && payload.Event === 's3:TestEvent') return { kind: 'test' };
  return foreign(lookOf(payload));
}

function toldBy(events: readonly ReadEvent[]): Told {
  const problems = events.flatMap((event, index) =>
    'problem' in event ? [{ problem: event.problem, number: index + 1 }] : [],
  );
  const [first] = problems;
  if (first !== undefined) {
    const place = events.length === 1 ? '' : `record ${first.number} of ${events.length}: `;
    const more = problems.length === 1 ? '' : `, and ${problems.length - 1} more cannot be used`;
    return foreign(`${place}${first.problem}${more}`);
  }
  return {
    kind: 'changes',
    changes: events.flatMap((event) => ('change' in event ? [event.change] : [])),
    ignored: events.flatMap((event) => ('ignored' in event ? [event.ignored] : [])),
  };
}

function foreign(reason: string): Told {
  return { kind: 'foreign', reason };
}

const MOST_KEYS = 10;
const MOST_OF_A_KEY = 40;

function lookOf(payload: object): string {
  const keys = Object.keys(payload);
  if (keys.length === 0) return 'it is an empty object';
  const shown = keys.slice(0, MOST_KEYS).map((key) => key.slice(0, MOST_OF_A_KEY));
  const more = keys.length > MOST_KEYS ? ` and ${keys.length - MOST_KEYS} more` : '';
  return `its keys are ${shown.join(', ')}${more}`;
}
