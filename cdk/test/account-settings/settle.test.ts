import { describe, expect, test } from 'vitest';
import type { SettingRequest } from '../../account-settings/src/request.ts';
import type { Held, Setting } from '../../account-settings/src/setting.ts';
import { settle, type Outcome } from '../../account-settings/src/settle.ts';

const NEVER = new Promise<never>(() => {});

/** A setting that says what it was asked for. */
function told(answers: Partial<Setting> = {}): { readonly calls: string[]; readonly setting: Setting } {
  const calls: string[] = [];
  const held: Held = { origin: 'made', id: 'x' };
  const setting: Setting = {
    create: async (): Promise<Held> => {
      calls.push('create');
      return held;
    },
    update: async (_, before): Promise<Held> => {
      calls.push(`update ${before.origin} ${before.id}`);
      return before;
    },
    remove: async (id): Promise<void> => {
      calls.push(`remove ${id}`);
    },
    ...answers,
  };
  return { calls, setting };
}

function request(type: SettingRequest['type'], physicalId?: string): SettingRequest {
  const ids = { requestId: 'r-1', stackId: 's', logicalId: 'l', responseUrl: 'https://example.com' };
  return { type, kind: 'Detector', properties: {}, physicalId, ...ids };
}

type Row = readonly [
  name: string,
  type: SettingRequest['type'],
  physicalId: string | undefined,
  outcome: Outcome,
  calls: readonly string[],
];

const SUCCESS = { status: 'SUCCESS' } as const;

const ROWS: readonly Row[] = [
  ['a creation', 'Create', undefined, { ...SUCCESS, physicalId: 'Detector/made/x', id: 'x' }, ['create']],
  [
    'an update of what was made',
    'Update',
    'Detector/made/y',
    { ...SUCCESS, physicalId: 'Detector/made/y', id: 'y' },
    ['update made y'],
  ],
  [
    'an update of what is kept',
    'Update',
    'Detector/kept/y/z',
    { ...SUCCESS, physicalId: 'Detector/kept/y/z', id: 'y/z' },
    ['update kept y/z'],
  ],
  [
    'an update of what never came to be',
    'Update',
    'Detector/failed/r-0',
    { ...SUCCESS, physicalId: 'Detector/made/x', id: 'x' },
    ['create'],
  ],
  [
    'a deletion of what was made',
    'Delete',
    'Detector/made/y',
    { ...SUCCESS, physicalId: 'Detector/made/y' },
    ['remove y'],
  ],
  [
    'a deletion of what is kept',
    'Delete',
    'Detector/kept/y',
    { ...SUCCESS, physicalId: 'Detector/kept/y' },
    [],
  ],
  [
    'a deletion of what never came to be',
    'Delete',
    'Detector/failed/r-0',
    { ...SUCCESS, physicalId: 'Detector/failed/r-0' },
    [],
  ],
  [
    "a deletion under CloudFormation's own id, after a creation without answer",
    'Delete',
    'stack-Setting-1ABC',
    { ...SUCCESS, physicalId: 'stack-Setting-1ABC' },
    [],
  ],
  [
    'a deletion of another kind',
    'Delete',
    'Analyzer/made/y',
    { ...SUCCESS, physicalId: 'Analyzer/made/y' },
    [],
  ],
];

test.each(ROWS)('%s', async (_, type, physicalId, outcome, calls) => {
  const { setting, calls: made } = told();
  const options = { settingOf: async (): Promise<Setting> => setting, timeout: NEVER };
  expect(await settle(request(type, physicalId), options)).toEqual(outcome);
  expect(made).toEqual(calls);
});

test('a deletion of what always stays takes nothing away', async () => {
  const { create, update } = told().setting;
  const options = { settingOf: async (): Promise<Setting> => ({ create, update }), timeout: NEVER };
  const outcome = { status: 'SUCCESS', physicalId: 'Detector/made/y' };
  expect(await settle(request('Delete', 'Detector/made/y'), options)).toEqual(outcome);
});

describe('a failure', () => {
  const denied = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
  const throwing = told({
    create: () => Promise.reject(denied),
    update: () => Promise.reject(denied),
    remove: () => Promise.reject(denied),
  }).setting;

  test.each([
    ['of a creation has an id that is deleted without doing', 'Create', undefined, 'Detector/failed/r-1'],
    ['of an update keeps the id', 'Update', 'Detector/made/y', 'Detector/made/y'],
    ['of a deletion keeps the id', 'Delete', 'Detector/made/y', 'Detector/made/y'],
  ] as const)('%s', async (_, type, before, physicalId) => {
    const options = { settingOf: async (): Promise<Setting> => throwing, timeout: NEVER };
    const reason = 'Detector: AccessDeniedException: not authorized';
    expect(await settle(request(type, before), options)).toEqual({ status: 'FAILED', physicalId, reason });
  });

  test('is told of a kind that there is not', async () => {
    const options = { settingOf: async (): Promise<undefined> => undefined, timeout: NEVER };
    const outcome = await settle(request('Create'), options);
    expect(outcome).toMatchObject({ status: 'FAILED', reason: 'Detector: there is no such kind of setting' });
  });

  test('is told before the time is over', async () => {
    const { setting } = told({ create: () => NEVER });
    const timeout = Promise.reject(new Error('not done within 1 s'));
    const outcome = await settle(request('Create'), { settingOf: async () => setting, timeout });
    expect(outcome).toMatchObject({ status: 'FAILED', reason: 'Detector: not done within 1 s' });
  });

  test('with a long reason fits into an answer', async () => {
    const { setting } = told({ create: () => Promise.reject(new Error('x'.repeat(10_000))) });
    const outcome = await settle(request('Create'), { settingOf: async () => setting, timeout: NEVER });
    expect(Buffer.byteLength(JSON.stringify(outcome))).toBeLessThan(4_096);
  });
});
