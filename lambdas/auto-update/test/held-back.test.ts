import { expect, it } from 'vitest';
import type { Policy } from '../src/config/policy.ts';
import { heldBack } from '../src/held-back.ts';
import type { PlanInput } from '../src/plan-types.ts';
import { fleet, inputOf, NOW } from './support/plan-input.ts';

const held = (more: Partial<PlanInput>, policy: Partial<Policy> = {}) =>
  heldBack({ ...inputOf({}), ...more, policy: { ...fleet().policy, ...policy } });

it.each<{ name: string; more: Partial<PlanInput>; codes: readonly string[] }>([
  { name: 'nothing', more: {}, codes: [] },
  {
    name: 'a pause',
    more: { control: { format: 1, paused: { at: NOW, by: 'a', reason: 'b' } } },
    codes: ['PAUSED'],
  },
  { name: 'a freeze', more: { gates: { alarms: [], unreadable: [], frozen: 'on' } }, codes: ['FROZEN'] },
  { name: 'an alarm', more: { gates: { alarms: ['cpu'], unreadable: [] } }, codes: ['ALARM'] },
  {
    name: 'what cannot be read',
    more: { gates: { alarms: [], unreadable: ['/freeze'] } },
    codes: ['GATE_UNREADABLE'],
  },
  { name: 'no release yet', more: { releases: { kind: 'none', reason: 'so' } }, codes: ['PROMOTION_WAITS'] },
  {
    name: 'a release',
    more: { releases: { kind: 'promoted', release: { id: 'r', pins: {} }, environment: 'dev' } },
    codes: [],
  },
  {
    name: 'all at once',
    more: {
      control: { format: 1, paused: { at: NOW, by: 'a' } },
      gates: { alarms: ['cpu'], unreadable: ['x'], frozen: 'on' },
      releases: { kind: 'none', reason: 'so' },
    },
    codes: ['PAUSED', 'FROZEN', 'ALARM', 'GATE_UNREADABLE', 'PROMOTION_WAITS'],
  },
])('$name', ({ more, codes }) => {
  expect(held(more).map(({ code }) => code)).toEqual(codes);
});

// 2026-11-22 is a Sunday; Berlin has UTC+1 in winter, and UTC+2 from 29 March 2026 on.
it.each([
  { at: '2026-11-22T02:00:00Z', opens: undefined },
  { at: '2026-11-22T04:59:59Z', opens: undefined },
  { at: '2026-11-22T05:00:00Z', opens: '2026-11-23T02:00:00Z' },
  { at: '2026-11-22T01:59:59Z', opens: '2026-11-22T02:00:00Z' },
])('the default window, $at', ({ at, opens }) => {
  const [found] = held({ now: Date.parse(at) }, { windows: [{ hours: '02:00-05:00', timezone: 'UTC' }] });
  expect(found?.code).toBe(opens === undefined ? undefined : 'WINDOW_CLOSED');
  expect(found?.text ?? '').toContain(opens ?? '');
});

it('the window that opens next, by the clocks of its place', () => {
  const windows = [
    { hours: '02:30-03:30', timezone: 'Europe/Berlin', days: ['sun' as const] },
    { hours: '22:00-23:00', timezone: 'UTC', days: ['mon' as const] },
  ];
  const [found] = held({ now: Date.parse('2026-03-28T12:00:00Z') }, { windows });
  // Clocks are put forward over half past two.
  expect(found?.text).toContain('2026-03-29T01:00:00Z');
});
