import { expect, it } from 'vitest';
import { withRefusals } from '../src/refusals.ts';
import type { HostRecord } from '../src/host-record.ts';
import { NOW, recordOf } from './support/plan-input.ts';

const STEP = { action: 'check', id: 'run-checking-1', at: NOW } as const;

it.each<[name: string, record: HostRecord, expected: Partial<HostRecord> | undefined]>([
  [
    'a step that was not sent',
    recordOf('checking', { step: STEP }),
    { step: { ...STEP, refused: 'not allowed' } },
  ],
  ['in the same words', recordOf('checking', { step: { ...STEP, refused: 'not allowed' } }), undefined],
  [
    'in others',
    recordOf('checking', { step: { ...STEP, refused: 'throttled' } }),
    { step: { ...STEP, refused: 'not allowed' } },
  ],
  [
    'a host on its way out',
    recordOf('taking-out'),
    { refused: { phase: 'taking-out', reason: 'not allowed' } },
  ],
  [
    'the same in another phase',
    recordOf('restoring', { refused: { phase: 'taking-out', reason: 'not allowed' } }),
    { refused: { phase: 'restoring', reason: 'not allowed' } },
  ],
  [
    'in the same phase and words',
    recordOf('restoring', { refused: { phase: 'restoring', reason: 'not allowed' } }),
    undefined,
  ],
])('what AWS refuses is kept: %s', (_name, record, expected) => {
  const [kept] = withRefusals([record], [{ host: record.id, reason: 'not allowed' }]);
  if (expected === undefined) expect(kept).toBeUndefined();
  else expect(kept).toEqual({ ...record, ...expected });
});

it('of nobody else', () => {
  expect(withRefusals([recordOf('taking-out')], [{ host: 'h02', reason: 'not allowed' }])).toEqual([]);
});

it('of a step that may have come through nevertheless that is kept, too, whatever is said later', () => {
  const record = recordOf('patching', { step: STEP });
  const [lost] = withRefusals([record], [{ host: record.id, reason: 'timed out', mayHave: true }]);
  expect(lost?.step).toEqual({ ...STEP, refused: 'timed out', mayRun: true });
  const [denied] = withRefusals(lost === undefined ? [] : [lost], [
    { host: record.id, reason: 'not allowed' },
  ]);
  expect(denied?.step).toEqual({ ...STEP, refused: 'not allowed', mayRun: true });
});
