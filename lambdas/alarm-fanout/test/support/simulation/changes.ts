import { keyOf } from '../../../src/keys.ts';
import { alarmOf } from '../alarms.ts';
import type { AlarmContent } from '../../../src/content.ts';
import type { Random } from './random.ts';

/** One transition of one alarm. */
export interface SimChange {
  readonly key: string;
  readonly subject: string;
  readonly state: 'ALARM' | 'OK';
  /** When it happened; in milliseconds since the epoch. */
  readonly at: number;
}

export interface ChangesOptions {
  readonly transitions: number;
  readonly subjects: number;
  /** From the first to the last, in milliseconds. */
  readonly spread: number;
  readonly begin: number;
}

/** Alarms that go off and on again, in the order of time; now and then many at once. */
export function changesOf(
  { transitions, subjects, spread, begin }: ChangesOptions,
  random: Random,
): readonly SimChange[] {
  const states = new Map<string, SimChange['state']>();
  const times = Array.from({ length: transitions }, () => {
    const at = random() * spread;
    // A storm: a tenth of all happens within the first second of a tenth of the time.
    return random() < 0.1 ? Math.floor(at / (spread / 10)) * (spread / 10) + random() * 1_000 : at;
  }).toSorted((a, b) => a - b);
  return times.map((time, index) => {
    const name = `alarm-${Math.floor(random() * subjects)}`;
    const subject = `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${name}`;
    const state = states.get(subject) === 'ALARM' ? 'OK' : 'ALARM';
    states.set(subject, state);
    // No two of them at the same millisecond.
    const at = begin + Math.floor(time) + index;
    return { subject, state, at, key: keyOf(subject, state, new Date(at).toISOString()) };
  });
}

export function contentOf({ subject, state, at }: SimChange): AlarmContent {
  const name = subject.slice(subject.lastIndexOf(':') + 1);
  const alarm = alarmOf({ arn: subject, name, state, at: new Date(at).toISOString() });
  return { type: 'alarm', alarm, remarks: [] };
}
