import { describe, expect, it } from 'vitest';
import type { AwsCalls } from '../../src/aws/calls.ts';
import { createGates } from '../../src/aws/gates.ts';
import type { Policy } from '../../src/config/policy.ts';
import type { Gates } from '../../src/view.ts';
import { calling } from '../../src/aws/calling.ts';
import { ALWAYS, pageAt, refusedAs, scriptedCalls } from '../support/scripted-calls.ts';

interface ScriptedAlarm {
  readonly name: string;
  readonly state?: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly tags?: Readonly<Record<string, string>>;
  readonly isComposite?: boolean;
  readonly metric?: string;
}

/** Two alarms a page. */
function world(alarms: readonly ScriptedAlarm[], script: Partial<AwsCalls> = {}) {
  const shown = ({ name, state = 'ALARM', metric = 'Errors' }: ScriptedAlarm) => ({
    Namespace: 'Kmscrypt',
    MetricName: metric,
    AlarmName: name,
    AlarmArn: `arn:${name}`,
    StateValue: state,
  });
  return scriptedCalls({
    describeAlarms: async ({ AlarmNames, StateValue, NextToken }) => {
      const found = alarms.filter(
        ({ name, state = 'ALARM' }) =>
          (AlarmNames === undefined || AlarmNames.includes(name)) &&
          (StateValue === undefined || state === StateValue),
      );
      const pages = Array.from({ length: Math.ceil(found.length / 2) || 1 }, (_, at) =>
        found.slice(at * 2, at * 2 + 2),
      );
      const { page, next } = pageAt(pages, NextToken);
      return {
        MetricAlarms: page.filter(({ isComposite }) => isComposite !== true).map(shown),
        CompositeAlarms: page.filter(({ isComposite }) => isComposite === true).map(shown),
        NextToken: next,
      };
    },
    listTagsForResource: async ({ ResourceARN }) => {
      const { tags = {} } = alarms.find(({ name }) => `arn:${name}` === ResourceARN) ?? {};
      return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },
    ...script,
  });
}

const read = (calls: AwsCalls, alarms: Policy['alarms'], freeze?: string): Promise<Gates> =>
  createGates(calls).gates({ alarms }, freeze, ALWAYS);

const ALARMS: readonly ScriptedAlarm[] = [
  { name: 'web-errors' },
  { name: 'web-latency', state: 'OK' },
  { name: 'web (slow) [1]' },
  { name: 'db-cpu', tags: { holds: 'updates', team: 'db' } },
  { name: 'db-all', isComposite: true, tags: { holds: 'updates' } },
  { name: 'cache', state: 'INSUFFICIENT_DATA' },
];

describe('alarms', () => {
  it.each<[name: string, alarms: Policy['alarms'], firing: readonly string[]]>([
    ['by name', { names: ['web-errors', 'web-latency', 'cache'] }, ['web-errors']],
    ['a composite one by name', { names: ['db-all'] }, ['db-all']],
    ['by pattern', { names: ['web*'] }, ['web (slow) [1]', 'web-errors']],
    ['by a pattern that has signs of its own', { names: ['web (*) [?]', 'web (*) [1]'] }, ['web (slow) [1]']],
    ['by a pattern in the middle', { names: ['d*-*l*'] }, ['db-all']],
    ['all', { names: ['*'] }, ['db-all', 'db-cpu', 'web (slow) [1]', 'web-errors']],
    ['by tag', { tags: { holds: 'updates' } }, ['db-all', 'db-cpu']],
    ['by any of the tags', { tags: { team: 'db', holds: 'nothing' } }, ['db-cpu']],
    ['by name and by tag', { names: ['web-errors'], tags: { team: 'db' } }, ['db-cpu', 'web-errors']],
    ['none', {}, []],
  ])('%s', async (_, alarms, firing) => {
    const gates = await read(world(ALARMS).calls, alarms);
    expect(gates.alarms).toEqual(firing);
  });

  it('one that is named and not there is told: it would never hold', async () => {
    const gates = await read(world(ALARMS).calls, { names: ['web-erors', 'web-errors', 'nobody*'] });
    expect(gates).toEqual({
      alarms: ['web-errors'],
      frozen: undefined,
      unreadable: ['there is no alarm web-erors'],
    });
  });

  it.each<[name: string, alarms: Policy['alarms'], firing: readonly string[]]>([
    ['by pattern, none', { names: ['acme-*'] }, ['acme-web']],
    ['by tag, none', { tags: { environment: 'stage' } }, ['acme-web']],
    ['by its name', { names: ['acme-updates', 'acme-w*'] }, ['acme-updates', 'acme-web']],
  ])('of those on hosts that are behind, which an update alone ends: %s', async (_, alarms, firing) => {
    const tags = { environment: 'stage' };
    const { calls } = world([
      { name: 'acme-updates', metric: 'HostsBehind30Days', tags },
      { name: 'acme-web', tags },
    ]);
    await expect(read(calls, alarms)).resolves.toMatchObject({ alarms: firing, unreadable: [] });
  });

  it('tags are asked of those alone that fire and have no name', async () => {
    const { calls, inputsOf } = world(ALARMS);
    await read(calls, { names: ['web*'], tags: { holds: 'updates' } });
    expect(inputsOf('listTagsForResource').map(({ ResourceARN }) => ResourceARN)).toEqual([
      'arn:db-cpu',
      'arn:db-all',
    ]);
  });

  it('tags of more than 50 are not asked for, and that is told', async () => {
    const { calls, inputsOf } = world(Array.from({ length: 53 }, (_, at) => ({ name: `a-${at}` })));
    const gates = await read(calls, { tags: { holds: 'updates' } });
    expect(inputsOf('listTagsForResource')).toHaveLength(50);
    expect(gates.unreadable).toEqual([expect.stringContaining('3 alarms')]);
  });

  it('one that is deleted meanwhile holds nothing; one whose tags cannot be read does', async () => {
    const { calls } = world(ALARMS, {
      listTagsForResource: async ({ ResourceARN }) =>
        Promise.reject(
          ResourceARN === 'arn:db-cpu'
            ? refusedAs('AccessDenied', 'not allowed')
            : refusedAs('ResourceNotFoundException'),
        ),
    });
    const gates = await read(calls, { tags: { holds: 'updates' } });
    expect(gates).toMatchObject({ alarms: [], unreadable: [expect.stringContaining('db-cpu')] });
  });

  it('where there are no log alarms they are not asked for', async () => {
    const { calls, inputsOf } = world([], {
      describeAlarms: async ({ AlarmTypes = [] }) => {
        if (AlarmTypes.includes('LogAlarm')) throw refusedAs('ValidationError');
        return { MetricAlarms: [{ AlarmName: 'web', StateValue: 'ALARM' }], CompositeAlarms: [] };
      },
    });
    const gates = await read(calling(calls, { region: 'cn-north-1' }), { names: ['web'] });
    expect(gates).toEqual({ alarms: ['web'], frozen: undefined, unreadable: [] });
    expect(inputsOf('describeAlarms')).toHaveLength(2);
  });

  it.each<[name: string, script: Partial<AwsCalls>]>([
    ['denied', { describeAlarms: async () => Promise.reject(refusedAs('AccessDenied', 'not allowed')) }],
    ['without a list', { describeAlarms: async () => ({}) }],
    ['without a name', { describeAlarms: async () => ({ MetricAlarms: [{}] }) }],
  ])('an answer that is %s is unreadable', async (_, script) => {
    const gates = await read(world(ALARMS, script).calls, { names: ['web*'] });
    expect(gates).toMatchObject({ alarms: [], unreadable: [expect.stringMatching(/^alarms: /)] });
  });

  it('nothing is asked where nothing may hold', async () => {
    const { calls, made } = world(ALARMS);
    await expect(read(calls, {})).resolves.toEqual({ alarms: [], frozen: undefined, unreadable: [] });
    expect(made).toEqual([]);
  });
});

describe('the freeze parameter', () => {
  const saying = (Value: string | undefined, Type: 'String' | 'SecureString' = 'String') =>
    scriptedCalls({ getParameter: async () => ({ Parameter: { Value, Type } }) }).calls;

  it.each<[said: string, frozen: string | undefined]>([
    ['off', undefined],
    [' OFF\n', undefined],
    ['on', 'on'],
    ['release week,\n  ask ops', 'release week, ask ops'],
    ['x'.repeat(500), 'x'.repeat(200)],
    ['0', '0'],
  ])('%j', async (said, frozen) => {
    await expect(read(saying(said), {}, '/freeze')).resolves.toEqual({ alarms: [], frozen, unreadable: [] });
  });

  it.each(['ParameterNotFound', 'ParameterNotFoundException'])('not there, %s: not frozen', async (name) => {
    const { calls } = scriptedCalls({ getParameter: async () => Promise.reject(refusedAs(name)) });
    for (const each of [calls, calling(calls, { region: 'eu-central-1' })]) {
      await expect(read(each, {}, '/freeze')).resolves.toEqual({
        alarms: [],
        frozen: undefined,
        notes: [expect.stringContaining('/freeze')],
        unreadable: [],
      });
    }
  });

  it.each<[name: string, calls: AwsCalls]>([
    [
      'denied',
      scriptedCalls({ getParameter: async () => Promise.reject(refusedAs('AccessDeniedException')) }).calls,
    ],
    ['without a value', saying(undefined)],
    ['a secret', saying('AQICAH…', 'SecureString')],
  ])('%s: unreadable, and its value is not told', async (_, calls) => {
    const gates = await read(calls, {}, '/freeze');
    expect(gates).toMatchObject({ frozen: undefined, unreadable: [expect.stringMatching(/^freeze: /)] });
    expect(gates.unreadable.join('')).not.toContain('AQICAH');
  });
});
