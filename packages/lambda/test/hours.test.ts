import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hours, hoursNow, nextHours } from '../src/hours.ts';
import { localTimeIn } from '../src/local-time.ts';
import { RUNS } from './runs.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NIGHT: Hours = { hours: '22:00-07:00', timezone: 'UTC' };
const LUNCH: Hours = { hours: '12:00-13:00', timezone: 'UTC' };

describe('the hours that it is now', () => {
  it.each<[name: string, spec: Hours, now: string, span: readonly [from: string, until: string] | undefined]>(
    [
      ['at their beginning', LUNCH, '2026-11-21T12:00Z', ['2026-11-21T12:00Z', '2026-11-21T13:00Z']],
      ['before', LUNCH, '2026-11-21T11:59:59.999Z', undefined],
      ['at their end', LUNCH, '2026-11-21T13:00Z', undefined],
      ['before midnight', NIGHT, '2026-11-21T22:00Z', ['2026-11-21T22:00Z', '2026-11-22T07:00Z']],
      ['after midnight', NIGHT, '2026-11-22T06:59:59.999Z', ['2026-11-21T22:00Z', '2026-11-22T07:00Z']],
      ['in the morning', NIGHT, '2026-11-22T07:00Z', undefined],
      [
        'to midnight',
        { hours: '22:00-00:00', timezone: 'UTC' },
        '2026-11-21T23:00Z',
        ['2026-11-21T22:00Z', '2026-11-22T00:00Z'],
      ],
      [
        'from midnight, elsewhere',
        { hours: '00:00-06:00', timezone: 'Asia/Tokyo' },
        '2026-11-21T15:00Z',
        ['2026-11-21T15:00Z', '2026-11-21T21:00Z'],
      ],
      ['elsewhere', berlin('22:00-07:00'), '2026-11-21T21:00Z', ['2026-11-21T21:00Z', '2026-11-22T06:00Z']],
      ['elsewhere, before', berlin('22:00-07:00'), '2026-11-21T20:59Z', undefined],
      // 2026-11-20 is a Friday.
      [
        'the day they begin',
        { ...NIGHT, days: ['fri'] },
        '2026-11-20T23:00Z',
        ['2026-11-20T22:00Z', '2026-11-21T07:00Z'],
      ],
      [
        'the day after',
        { ...NIGHT, days: ['fri'] },
        '2026-11-21T03:00Z',
        ['2026-11-20T22:00Z', '2026-11-21T07:00Z'],
      ],
      ['the evening after', { ...NIGHT, days: ['fri'] }, '2026-11-21T23:00Z', undefined],
      ['the morning before', { ...NIGHT, days: ['fri'] }, '2026-11-20T03:00Z', undefined],
      [
        'a day elsewhere',
        { hours: '00:00-06:00', days: ['sun'], timezone: 'Asia/Tokyo' },
        '2026-11-21T16:00Z',
        ['2026-11-21T15:00Z', '2026-11-21T21:00Z'],
      ],
      [
        'the night in which clocks are put forward',
        berlin('22:00-07:00'),
        '2026-03-28T22:00Z',
        ['2026-03-28T21:00Z', '2026-03-29T05:00Z'],
      ],
      [
        'the night in which clocks are put back',
        berlin('22:00-07:00'),
        '2026-10-24T22:00Z',
        ['2026-10-24T20:00Z', '2026-10-25T06:00Z'],
      ],
      [
        'an end that is left out',
        berlin('22:00-02:30'),
        '2026-03-29T00:59Z',
        ['2026-03-28T21:00Z', '2026-03-29T01:00Z'],
      ],
      [
        'a beginning that is left out',
        berlin('02:30-04:00'),
        '2026-03-29T01:00Z',
        ['2026-03-29T01:00Z', '2026-03-29T02:00Z'],
      ],
      ['all of them left out', berlin('02:10-02:50'), '2026-03-29T01:00Z', undefined],
      [
        'an end that comes twice ends them once',
        berlin('22:00-02:30'),
        '2026-10-25T00:29Z',
        ['2026-10-24T20:00Z', '2026-10-25T00:30Z'],
      ],
      ['and no second time', berlin('22:00-02:30'), '2026-10-25T01:10Z', undefined],
      [
        'a beginning that comes twice',
        berlin('02:30-04:00'),
        '2026-10-25T00:30Z',
        ['2026-10-25T00:30Z', '2026-10-25T03:00Z'],
      ],
      [
        'all but a minute of a day',
        { hours: '12:00-11:59', timezone: 'UTC' },
        '2026-11-21T11:58Z',
        ['2026-11-20T12:00Z', '2026-11-21T11:59Z'],
      ],
      [
        'a whole day',
        { hours: '12:00-12:00', timezone: 'UTC' },
        '2026-11-21T11:59Z',
        ['2026-11-20T12:00Z', '2026-11-21T12:00Z'],
      ],
      ['on no day', { ...LUNCH, days: [] }, '2026-11-21T12:30Z', undefined],
    ],
  )('%s', (_name, spec, now, span) => {
    const found = hoursNow(spec, Date.parse(now));
    expect(found && [iso(found.from), iso(found.until)]).toEqual(
      span?.map((time) => new Date(time).toISOString()),
    );
  });

  it('is as clocks show it, but on the days on which they are put', () => {
    fc.assert(
      fc.property(anyHours, anyTime, ({ timezone, begin, end }, now) => {
        const local = localTimeIn(timezone);
        const offsets = [-1, 0, 1].map((days) => local.at(now + days * DAY) - now);
        fc.pre((offsets[2] ?? 0) - (offsets[0] ?? 0) === 2 * DAY);
        const shown = Math.floor((local.at(now) % DAY) / MINUTE);
        const isIn = begin < end ? begin <= shown && shown < end : begin <= shown || shown < end;
        const found = hoursNow({ timezone, hours: `${clock(begin)}-${clock(end)}` }, now);
        expect(found !== undefined).toBe(isIn);
        if (found === undefined) return;
        expect(found.until - now).toBeLessThan(DAY);
        expect(now - found.from).toBeLessThan(DAY);
        expect([found.from, found.until].map((at) => (local.at(at) % DAY) / MINUTE)).toEqual([begin, end]);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('when hours next begin', () => {
  it.each<[name: string, spec: Hours, now: string, next: string | undefined]>([
    ['today', LUNCH, '2026-11-21T11:59:59.999Z', '2026-11-21T12:00Z'],
    ['tomorrow, at their beginning', LUNCH, '2026-11-21T12:00Z', '2026-11-22T12:00Z'],
    ['tomorrow, in them', LUNCH, '2026-11-21T12:30Z', '2026-11-22T12:00Z'],
    ['over midnight, in the evening', NIGHT, '2026-11-21T21:00Z', '2026-11-21T22:00Z'],
    ['over midnight, in the night', NIGHT, '2026-11-22T03:00Z', '2026-11-22T22:00Z'],
    ['winter', berlin('02:00-05:00'), '2026-01-10T12:00Z', '2026-01-11T01:00Z'],
    ['summer', berlin('02:00-05:00'), '2026-07-10T12:00Z', '2026-07-11T00:00Z'],
    ['clocks are put forward before', berlin('04:00-05:00'), '2026-03-29T00:30Z', '2026-03-29T02:00Z'],
    ['clocks are put forward over it', berlin('02:30-05:00'), '2026-03-28T12:00Z', '2026-03-29T01:00Z'],
    ['clocks are put forward over all', berlin('02:10-02:50'), '2026-03-28T12:00Z', '2026-03-30T00:10Z'],
    ['clocks are put back before', berlin('04:00-05:00'), '2026-10-25T00:30Z', '2026-10-25T03:00Z'],
    ['it comes twice', berlin('02:30-05:00'), '2026-10-24T12:00Z', '2026-10-25T00:30Z'],
    ['it comes twice, once it was', berlin('02:30-05:00'), '2026-10-25T00:45Z', '2026-10-26T01:30Z'],
    ['forward, west of Greenwich', newYork('02:30-05:00'), '2026-03-08T06:00Z', '2026-03-08T07:00Z'],
    ['forward over all, west', newYork('02:00-03:00'), '2026-03-08T06:00Z', '2026-03-09T06:00Z'],
    ['back, west of Greenwich', newYork('01:30-05:00'), '2026-11-01T05:00Z', '2026-11-01T05:30Z'],
    ['back, once it was', newYork('01:30-05:00'), '2026-11-01T06:00Z', '2026-11-02T06:30Z'],
    // 2026-11-20 is a Friday.
    ['a day of this week', { ...LUNCH, days: ['mon', 'sun'] }, '2026-11-20T12:30Z', '2026-11-22T12:00Z'],
    ['the same day of the next week', { ...LUNCH, days: ['fri'] }, '2026-11-20T12:30Z', '2026-11-27T12:00Z'],
    ['a night that begins on a day', { ...NIGHT, days: ['fri'] }, '2026-11-21T03:00Z', '2026-11-27T22:00Z'],
    [
      'a day that has begun elsewhere',
      { hours: '00:30-06:00', days: ['sat'], timezone: 'Asia/Tokyo' },
      '2026-11-20T15:00Z',
      '2026-11-20T15:30Z',
    ],
    [
      'a day that clocks are put forward on, and two weeks are between',
      { ...berlin('02:10-02:50'), days: ['sun'] },
      '2026-03-22T12:00Z',
      '2026-04-05T00:10Z',
    ],
    ['never', { ...LUNCH, days: [] }, '2026-11-20T12:30Z', undefined],
  ])('%s', (_name, spec, now, next) => {
    const found = nextHours(spec, Date.parse(now));
    expect(found === undefined ? undefined : iso(found)).toBe(next && new Date(next).toISOString());
  });

  it('is later than now, the beginning of hours, and no other beginning is between', () => {
    const moment = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(anyHours, anyTime, moment, ({ timezone, begin, end }, now, share) => {
        const spec = { timezone, hours: `${clock(begin)}-${clock(end)}` };
        const next = nextHours(spec, now) ?? 0;
        expect(next).toBeGreaterThan(now);
        expect(hoursNow(spec, next)?.from).toBe(next);
        const between = Math.min(next - 1, Math.floor(now + (next - now) * share));
        expect(nextHours(spec, between)).toBe(next);
        expect(hoursNow(spec, between)?.from ?? now).toBeLessThanOrEqual(now);
      }),
      { numRuns: RUNS },
    );
  });
});

const minutes = fc.integer({ min: 0, max: 1439 });
const anyTime = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-01-01') });
const anyHours = fc
  .record({
    timezone: fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'America/St_Johns',
      'Australia/Lord_Howe',
    ),
    begin: minutes,
    end: minutes,
  })
  .filter(({ begin, end }) => begin !== end);

function berlin(hours: string): Hours {
  return { hours, timezone: 'Europe/Berlin' };
}

function newYork(hours: string): Hours {
  return { hours, timezone: 'America/New_York' };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function clock(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
