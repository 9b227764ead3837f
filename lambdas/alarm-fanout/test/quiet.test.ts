import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quiet } from '../src/config.ts';
import { localTimeIn } from '../src/local-time.ts';
import { candidateOf } from '../src/match.ts';
import { endOf, quietFor } from '../src/quiet.ts';
import { RUNS } from './runs.ts';
import { alarmOf } from './support/alarms.ts';

const NIGHT = { hours: '22:00-07:00', timezone: 'UTC' };
const LUNCH = { hours: '12:00-13:00', timezone: 'UTC' };

describe('when it ends', () => {
  it.each<[name: string, time: Parameters<typeof endOf>[0], now: string, end: string | undefined]>([
    ['within a day', LUNCH, '2026-11-21T12:00Z', '2026-11-21T13:00Z'],
    ['before', LUNCH, '2026-11-21T11:59:59.999Z', undefined],
    ['at its end', LUNCH, '2026-11-21T13:00Z', undefined],
    ['before midnight', NIGHT, '2026-11-21T22:00Z', '2026-11-22T07:00Z'],
    ['after midnight', NIGHT, '2026-11-22T06:59:59.999Z', '2026-11-22T07:00Z'],
    ['in the morning', NIGHT, '2026-11-22T07:00Z', undefined],
    ['to midnight', { hours: '22:00-00:00', timezone: 'UTC' }, '2026-11-21T23:00Z', '2026-11-22T00:00Z'],
    [
      'from midnight, elsewhere',
      { hours: '00:00-06:00', timezone: 'Asia/Tokyo' },
      '2026-11-21T15:00Z',
      '2026-11-21T21:00Z',
    ],
    [
      'elsewhere',
      { hours: '22:00-07:00', timezone: 'Europe/Berlin' },
      '2026-11-21T21:00Z',
      '2026-11-22T06:00Z',
    ],
    [
      'elsewhere, before',
      { hours: '22:00-07:00', timezone: 'Europe/Berlin' },
      '2026-11-21T20:59Z',
      undefined,
    ],
    // 2026-11-20 is a Friday.
    ['the day it begins', { ...NIGHT, days: ['fri'] }, '2026-11-20T23:00Z', '2026-11-21T07:00Z'],
    ['the day after', { ...NIGHT, days: ['fri'] }, '2026-11-21T03:00Z', '2026-11-21T07:00Z'],
    ['the evening after', { ...NIGHT, days: ['fri'] }, '2026-11-21T23:00Z', undefined],
    ['the morning before', { ...NIGHT, days: ['fri'] }, '2026-11-20T03:00Z', undefined],
    [
      'a day elsewhere',
      { hours: '00:00-06:00', days: ['sun'], timezone: 'Asia/Tokyo' },
      '2026-11-21T16:00Z',
      '2026-11-21T21:00Z',
    ],
    [
      'the night before clocks are put forward',
      { hours: '22:00-07:00', timezone: 'Europe/Berlin' },
      '2026-03-28T22:00Z',
      '2026-03-29T05:00Z',
    ],
    [
      'the night before clocks are put back',
      { hours: '22:00-07:00', timezone: 'Europe/Berlin' },
      '2026-10-24T22:00Z',
      '2026-10-25T06:00Z',
    ],
    [
      'an end that is left out',
      { hours: '22:00-02:30', timezone: 'Europe/Berlin' },
      '2026-03-29T00:59Z',
      '2026-03-29T01:00Z',
    ],
    [
      'a beginning that is left out',
      { hours: '02:30-04:00', timezone: 'Europe/Berlin' },
      '2026-03-29T01:00Z',
      '2026-03-29T02:00Z',
    ],
    [
      'all of it left out',
      { hours: '02:10-02:50', timezone: 'Europe/Berlin' },
      '2026-03-29T01:00Z',
      undefined,
    ],
    [
      'an end that comes twice ends it once',
      { hours: '22:00-02:30', timezone: 'Europe/Berlin' },
      '2026-10-25T00:29Z',
      '2026-10-25T00:30Z',
    ],
    [
      'and no second time',
      { hours: '22:00-02:30', timezone: 'Europe/Berlin' },
      '2026-10-25T01:10Z',
      undefined,
    ],
    [
      'a beginning that comes twice',
      { hours: '02:30-04:00', timezone: 'Europe/Berlin' },
      '2026-10-25T00:30Z',
      '2026-10-25T03:00Z',
    ],
    [
      'from until',
      { timezone: 'UTC', from: '2026-11-21T12:00:00+01:00', until: '2026-11-23T12:00:00Z' },
      '2026-11-21T11:00Z',
      '2026-11-23T12:00Z',
    ],
    [
      'from until, before',
      { timezone: 'UTC', from: '2026-11-21T12:00:00Z', until: '2026-11-23T12:00:00Z' },
      '2026-11-21T11:59Z',
      undefined,
    ],
    [
      'from until, over',
      { timezone: 'UTC', from: '2026-11-21T12:00:00Z', until: '2026-11-23T12:00:00Z' },
      '2026-11-23T12:00Z',
      undefined,
    ],
  ])('%s', (_name, time, now, end) => {
    const found = endOf(time, Date.parse(now));
    expect(found === undefined ? undefined : new Date(found).toISOString()).toBe(
      end === undefined ? undefined : new Date(end).toISOString(),
    );
  });

  it('is as clocks show it, but on the days on which they are put', () => {
    const times = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-01-01') });
    const minutes = fc.integer({ min: 0, max: 1439 });
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(zones, times, minutes, minutes, (timezone, now, begin, end) => {
        fc.pre(begin !== end);
        const local = localTimeIn(timezone);
        const offsets = [-1, 0, 1].map((days) => local.at(now + days * 86_400_000) - now);
        fc.pre((offsets[2] ?? 0) - (offsets[0] ?? 0) === 2 * 86_400_000);
        const shown = Math.floor((local.at(now) % 86_400_000) / 60_000);
        const isIn = begin < end ? begin <= shown && shown < end : begin <= shown || shown < end;
        const found = endOf({ timezone, hours: `${clock(begin)}-${clock(end)}` }, now);
        expect(found !== undefined).toBe(isIn);
        if (found === undefined) return;
        expect(found - now).toBeLessThan(86_400_000);
        expect(Math.floor((local.at(found) % 86_400_000) / 60_000)).toBe(end);
      }),
      { numRuns: RUNS },
    );
  });
});

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

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
