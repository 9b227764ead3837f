import { hash } from 'node:crypto';
import type { AlarmState } from './alarm.ts';

/**
 * Names a change: the same for the same change, however often and by whatever way it came. 32 hexadecimal digits.
 *
 * @param subject what has changed, as `subjectOf` tells it
 * @param state an alarm's new state, a notice's status
 * @param at ISO 8601 in UTC with milliseconds
 */
export function keyOf(subject: string, state: AlarmState, at: string): string {
  return hash('sha256', `${subject}\n${state}\n${at}`).slice(0, 32);
}
