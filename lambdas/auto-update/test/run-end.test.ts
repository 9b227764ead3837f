import { expect, it } from 'vitest';
import type { HostLine, RunReport } from '../src/plan-types.ts';
import { endRun } from '../src/run-end.ts';
import { EMPTY_STATE } from '../src/state.ts';
import { refreshFleet } from './support/group-world.ts';
import { fleet, NOW, RUN_ID, runOf } from './support/plan-input.ts';

const line = (result: HostLine['result']): HostLine => ({
  id: 'h01',
  zone: 'zone-0',
  result,
  isOut: false,
  packages: 0,
  changes: [],
  hasRebooted: false,
});
const reportWith = (outcome: RunReport['outcome'], result: HostLine['result']): RunReport => ({
  format: 1,
  run: RUN_ID,
  environment: 'dev',
  fleet: 'web',
  mode: 'in-place',
  began: NOW - 1,
  ended: NOW,
  outcome,
  release: 'the newest packages',
  hosts: [line(result)],
});

it.each([
  { outcome: 'done', result: 'updated', isTold: true, tells: true, promotes: true },
  { outcome: 'done', result: 'nothing to do', isTold: undefined, tells: false, promotes: false },
  { outcome: 'partly', result: 'left out', isTold: undefined, tells: false, promotes: false },
  { outcome: 'partly', result: 'failed', isTold: undefined, tells: true, promotes: false },
  { outcome: 'partly', result: 'updated', isTold: true, tells: true, promotes: false },
  { outcome: 'aborted', result: 'left out', isTold: undefined, tells: true, promotes: false },
  { outcome: 'rolled-back', result: 'left out', isTold: true, tells: true, promotes: false },
] as const)(
  '$outcome, $result: told $tells, promoted $promotes',
  ({ outcome, result, isTold, tells, promotes }) => {
    const run = runOf(fleet(), { isTold });
    const held = [{ code: 'ALARM', text: 'cpu' } as const];
    const state = endRun({ ...EMPTY_STATE, run, held }, { run, report: reportWith(outcome, result) });
    expect(state).toMatchObject({ held: [], last: { id: RUN_ID, outcome, ended: NOW } });
    expect(state.run).toBeUndefined();
    expect(state.outbox.map(({ status }) => status)).toEqual(tells ? ['end'] : []);
    expect(state.promote).toEqual(promotes ? { release: run.release, at: NOW } : undefined);
  },
);

const PROVEN = { id: 'web-20261101T020000Z', pins: { 'amzn-2023': 'releasever:2023.9.20261101' } };

it.each([
  { outcome: 'done', result: 'nothing to do', told: 'PROVEN', known: 'PROVEN' },
  { outcome: 'done', result: 'updated', told: 'own', known: 'own' },
  { outcome: 'done', result: 'left out', told: 'none', known: 'PROVEN' },
  { outcome: 'partly', result: 'left out', told: 'none', known: 'PROVEN' },
  { outcome: 'partly', result: 'failed', told: 'none', known: 'none' },
  { outcome: 'partly', result: 'updated', told: 'none', known: 'none' },
] as const)(
  'a release that hosts have run well with is confirmed: $outcome, $result: $told',
  ({ outcome, result, told, known }) => {
    const run = runOf(fleet(), {});
    const releases = { PROVEN, own: run.release, none: undefined };
    const state = endRun(
      { ...EMPTY_STATE, run, proven: PROVEN },
      { run, report: reportWith(outcome, result) },
    );
    expect(state.promote).toEqual(told === 'none' ? undefined : { release: releases[told], at: NOW });
    expect(state.proven).toEqual(releases[known]);
  },
);

it('what hosts have run well with is not known any more once they were replaced', () => {
  const run = runOf(fleet(), { fleet: refreshFleet() });
  const state = endRun(
    { ...EMPTY_STATE, run, proven: PROVEN },
    { run, report: reportWith('done', 'updated') },
  );
  expect(state.proven).toBeUndefined();
  expect(state.promote).toBeUndefined();
});
