import { hash } from 'node:crypto';
import type { Contributor } from '../alarm.ts';
import { isObject, mapOf, part, textOf } from './json.ts';

/**
 * The time series, or the group of log lines, that an event is of. One without an id has one made of its attributes, so that
 * contributors are not taken for each other, or for the alarm as a whole.
 *
 * @param told `{ id, attributes }`; undefined where the event is of the whole alarm
 */
export function contributorOf(told: unknown): Contributor | undefined {
  if (told === undefined || told === null) return undefined;
  const attributes = mapOf(part(told, 'attributes'));
  const id = textOf(part(told, 'id'));
  if (id !== undefined) return { id, attributes };
  const sorted = Object.entries(attributes).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { id: hash('sha256', JSON.stringify(sorted)).slice(0, 16), attributes };
}

/** A notification has them apart. */
export function contributorOfNotification(notification: unknown): unknown {
  const id = part(notification, 'alarmContributorId');
  const attributes = part(notification, 'alarmContributorAttributes');
  return id === undefined && !isObject(attributes) ? undefined : { id, attributes };
}
