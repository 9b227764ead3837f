import { expect, it } from 'vitest';
import { toForget } from '../src/to-forget.ts';
import { hosts, NOW, recordOf, RUN_ID } from './support/plan-input.ts';

it('records of hosts that are gone are forgotten, but for one that this run has left out', () => {
  const view = { at: NOW, hosts: hosts(1), steps: {} };
  const records = [
    recordOf('done', { id: 'h01' }),
    recordOf('gone', { id: 'h02', in: NOW }),
    recordOf('gone', { id: 'h03' }),
    recordOf('failed', { id: 'h04', run: 'web-20261120T020000Z' }),
    recordOf('skipped', { id: 'h05' }),
  ];
  expect(toForget(records, { view, run: RUN_ID })).toEqual(['h02', 'h04', 'h05']);
});
