import type { Content } from '../../src/content.ts';
import type { Job, Ports } from '../../src/destination.ts';
import { subjectOf, subjectOfNotice } from '../../src/told.ts';
import type { Clock } from '../../src/clock.ts';

/** As keys are: 32 hexadecimal digits. */
export const KEY = '0123456789abcdef0123456789abcdef';
/** The time that {@link portsOf} has: 2026-11-21T12:00:00Z. */
export const NOW = Date.UTC(2026, 10, 21, 12);

/** A change to send, the first time. */
export function jobOf<Config>(
  config: Config,
  content: Content,
  changes: Partial<Job<Config>> = {},
): Job<Config> {
  return {
    name: 'there',
    config,
    content,
    key: KEY,
    subject: subjectIn(content),
    isRepeat: false,
    ...changes,
  };
}

/** What a destination may use: all that is not given fails. */
export function portsOf(given: Partial<Ports>): Ports {
  const fail = async (): Promise<never> => {
    throw new Error('this destination has no business with it');
  };
  const clock: Clock = { now: () => NOW, sleep: async () => {} };
  const signal = new AbortController().signal;
  return { post: fail, mailer: { send: fail }, topic: { publish: fail }, clock, signal, ...given };
}

function subjectIn(content: Content): string {
  if (content.type === 'alarm') return subjectOf(content.alarm);
  return content.type === 'notice' ? subjectOfNotice(content.notice) : content.type;
}
