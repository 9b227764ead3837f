import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localTimeIn } from '../src/local-time.ts';
import { RUNS } from './runs.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
];

describe('when clocks show a time', () => {
  it.each<[name: string, zone: string, local: string, instant: string]>([
    ['UTC', 'UTC', '2026-11-21T07:00', '2026-11-21T07:00Z'],
    ['winter', 'Europe/Berlin', '2026-11-21T07:00', '2026-11-21T06:00Z'],
    ['summer', 'Europe/Berlin', '2026-07-21T07:00', '2026-07-21T05:00Z'],
    ['quarters of an hour', 'Asia/Kathmandu', '2026-07-21T07:00', '2026-07-21T01:15Z'],
    ['before clocks are put forward', 'Europe/Berlin', '2026-03-29T01:59', '2026-03-29T00:59Z'],
    ['a time that is left out', 'Europe/Berlin', '2026-03-29T02:00', '2026-03-29T01:00Z'],
    ['another', 'Europe/Berlin', '2026-03-29T02:59', '2026-03-29T01:00Z'],
    ['after clocks were put forward', 'Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00Z'],
    ['before clocks are put back', 'Europe/Berlin', '2026-10-25T01:59', '2026-10-24T23:59Z'],
    ['a time that is shown twice', 'Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30Z'],
    ['after clocks were put back', 'Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00Z'],
    ['west of Greenwich', 'America/New_York', '2026-03-08T02:30', '2026-03-08T07:00Z'],
    ['twice, west of Greenwich', 'America/New_York', '2026-11-01T01:30', '2026-11-01T05:30Z'],
    ['half an hour left out', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30Z'],
    ['a day left out', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00Z'],
  ])('%s: %s %s', (_name, zone, local, instant) => {
    const found = localTimeIn(zone).instantOf(Date.parse(`${local}Z`));
    expect(new Date(found).toISOString()).toBe(new Date(instant).toISOString());
  });
});

it('is the first instant from which on clocks show that time or a later one', () => {
  const times = fc.integer({ min: Date.parse('2010-01-01'), max: Date.parse('2035-01-01') });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), times, (zone, at) => {
      const local = localTimeIn(zone);
      const found = local.instantOf(at);
      expect(local.at(found)).toBeGreaterThanOrEqual(at);
      expect(local.at(found - 1)).toBeLessThan(at);
    }),
    { numRuns: RUNS },
  );
});
