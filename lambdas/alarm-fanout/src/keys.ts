import { hash } from 'node:crypto';
import type { Notice } from '@kmscrypt/lambda';
import type { AlarmState } from './alarm.ts';
import { subjectOfNotice } from './told.ts';

/**
 * Names a change: the same for the same change, however often and by whatever way it came. 32 hexadecimal digits.
 *
 * @param subject what has changed, as `subjectOf` tells it
 * @param state an alarm's new state, a notice's status
 * @param at ISO 8601 in UTC with milliseconds; of a change that has no time, what tells it from others
 */
export function keyOf(subject: string, state: AlarmState, at: string): string {
  return named([subject, state, at]);
}

/** The same for a notice: what goes on may tell of it more than once a second. */
export function keyOfNotice(notice: Notice): string {
  const { status, at, percent, title, text } = notice;
  return named([subjectOfNotice(notice), status, at, JSON.stringify([percent, title, text])]);
}

function named(parts: readonly string[]): string {
  return hash('sha256', parts.join('\n')).slice(0, 32);
}
