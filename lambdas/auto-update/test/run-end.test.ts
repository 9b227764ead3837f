import { expect, it } from 'vitest';
import type { HostLine, RunReport } from '../src/plan-types.ts';
import { endRun } from '../src/run-end.ts';
import { EMPTY_STATE } from '../src/state.ts';
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
