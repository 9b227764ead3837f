import { describe, expect, it } from 'vitest';
import type { Quiet } from '../src/config.ts';
import { candidateOf } from '../src/match.ts';
import { endOf, quietFor } from '../src/quiet.ts';
import { alarmOf } from './support/alarms.ts';

const NIGHT = { hours: '22:00-07:00', timezone: 'UTC' };
const LUNCH = { hours: '12:00-13:00', timezone: 'UTC' };

describe('when it ends', () => {
  const WINDOW = { timezone: 'UTC', from: '2026-11-21T12:00:00Z', until: '2026-11-23T12:00:00Z' };

  it.each<[name: string, time: Parameters<typeof endOf>[0], now: string, end: string | undefined]>([
    ['hours', LUNCH, '2026-11-21T12:00Z', '2026-11-21T13:00Z'],
    ['hours, before', LUNCH, '2026-11-21T11:59:59.999Z', undefined],
    ['hours over midnight', NIGHT, '2026-11-22T06:59:59.999Z', '2026-11-22T07:00Z'],
    ['hours elsewhere', { ...NIGHT, timezone: 'Europe/Berlin' }, '2026-11-21T21:00Z', '2026-11-22T06:00Z'],
    // 2026-11-20 is a Friday.
    ['hours of a day', { ...NIGHT, days: ['fri'] }, '2026-11-21T03:00Z', '2026-11-21T07:00Z'],
    ['hours of another day', { ...NIGHT, days: ['fri'] }, '2026-11-21T23:00Z', undefined],
    [
      'from until, with an offset',
      { ...WINDOW, from: '2026-11-21T12:00:00+01:00' },
      '2026-11-21T11:00Z',
      '2026-11-23T12:00Z',
    ],
    ['from until, before', WINDOW, '2026-11-21T11:59Z', undefined],
    ['from until, over', WINDOW, '2026-11-23T12:00Z', undefined],
  ])('%s', (_name, time, now, end) => {
    const found = endOf(time, Date.parse(now));
    expect(found === undefined ? undefined : new Date(found).toISOString()).toBe(
      end === undefined ? undefined : new Date(end).toISOString(),
    );
  });
});

describe('for a destination', () => {
  const NOW = Date.parse('2026-11-21T12:30Z');
  const rule: Quiet = { ...LUNCH, name: 'lunch', match: {}, action: 'hold' };

  it.each<[name: string, rules: readonly Quiet[], found: string | undefined]>([
    ['none', [], undefined],
    ['all destinations', [rule], 'lunch'],
    ['this one', [{ ...rule, to: ['mail', 'chat'] }], 'lunch'],
    ['another', [{ ...rule, to: ['mail'] }], undefined],
    ['other alarms', [{ ...rule, match: { severity: ['info'] } }], undefined],
    ['the first that applies', [{ ...rule, ...NIGHT }, { ...rule, name: 'first' }, rule], 'first'],
  ])('%s', (_name, rules, found) => {
    const candidate = candidateOf(alarmOf());
    expect(quietFor(rules, { destination: 'chat', candidate, now: NOW })?.name).toBe(found);
  });
});
