import type * as z from '@kmscrypt/lambda/schema';
import type { policy } from '../../../src/config/policy.ts';
import type { Chance } from './chance.ts';

export type WrittenPolicy = z.output<typeof policy>;

const ALWAYS = [
  { hours: '00:00-12:00', timezone: 'UTC' },
  { hours: '12:00-00:00', timezone: 'UTC' },
];

/** A policy under which a run ends within two days or so. */
export function randomPolicy(chance: Chance, size: number): WrittenPolicy {
  const windows = chance.happens(0.75) ? ALWAYS : [randomWindow(chance)];
  // It has to be longer than no window is open.
  const days = chance.pick([1, 1, 2]);
  return {
    windows,
    // One after the other takes too long where there are many.
    maxUnavailable: chance.pick(
      size > 12 ? [3, 5, '20%', '34%', '50%'] : [1, 1, 2, 3, '10%', '20%', '34%', '50%'],
    ),
    minHealthy: chance.pick([0, 1, 2, '50%', '50%', '67%', '80%', '90%']),
    canary: { hosts: chance.pick([0, 1, 1, 2, '10%']), soakMinutes: chance.pick([0, 5, 15, 30]) },
    soakMinutes: chance.pick([0, 2, 5]),
    spacingMinutes: chance.pick([0, 0, 0, 3, 10]),
    drainMinutes: chance.pick([3, 10, 20]),
    patchMinutes: chance.pick([10, 20]),
    rebootMinutes: chance.pick([8, 15]),
    graceMinutes: chance.pick([0, 15]),
    stopAfter: chance.pick([1, 2, 3, 100]),
    alarms: chance.pick([{ names: ['web-errors'] }, { names: ['web-*'] }, { tags: { service: 'web' } }, {}]),
    giveUpDays: windows.some((each) => 'days' in each) ? 7 : days,
    everyHours: 24 * 7,
    outage: chance.pick(['never', 'never', 'window']),
    packages: chance.pick(['security', 'all']),
    reboot: chance.pick(['when-needed', 'when-needed', 'always', 'never']),
  };
}

function randomWindow(chance: Chance) {
  const from = chance.whole(0, 23);
  const hour = (value: number): string => `${String(value % 24).padStart(2, '0')}:00`;
  return {
    hours: `${hour(from)}-${hour(from + chance.whole(3, 8))}`,
    timezone: 'UTC' as const,
    ...(chance.happens(0.3) ? { days: ['sun' as const, 'mon' as const, 'tue' as const] } : {}),
  };
}
