import { describe, expect, it } from 'vitest';
import { configSchema } from '../src/config.ts';
import { hostsOf, type HostsSeen } from '../src/hosts.ts';
import type { Instance, RefusedReport } from '../src/ports.ts';
import {
  emptyState,
  type HostRecord,
  type ManifestRecord,
  type Revocation,
  type State,
} from '../src/state.ts';
import { keptLog } from './support/store-logger.ts';
import { arnOf } from './support/store-reports.ts';
import { ALWAYS } from './support/store-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 22, 12);

const group = { login: ['dev'], document: 'ssh-keys' };
const config = configSchema.parse({
  bucket: 'ssh-keys',
  hosts: {
    dev: { ...group, tags: { environment: 'dev' } },
    prod: { ...group, tags: { environment: 'prod' } },
  },
});

function instanceOf(number: number, instance: Partial<Instance> = {}): Instance {
  return { arn: arnOf(number), id: `i-${number}`, launched: NOW - 24 * HOUR, ...instance };
}

function recordOf(record: Partial<HostRecord> = {}): HostRecord {
  return {
    hostGroup: 'dev',
    tag: '"one"',
    version: 3,
    applied: NOW - HOUR,
    at: NOW - MINUTE,
    result: 'unchanged',
    problems: [],
    ...record,
  };
}

function manifestOf(manifest: Partial<ManifestRecord> = {}): ManifestRecord {
  const issued = NOW - HOUR;
  return { version: 3, content: '', sha256: '', issued, expires: NOW + HOUR, put: 3, told: 3, ...manifest };
}

interface World {
  /** By host group; an Error where they cannot be read. Default none. */
  readonly instances?: Readonly<Record<string, readonly Instance[] | Error>>;
  /** What is new, or why it cannot be read. */
  readonly reports?: Readonly<Record<string, HostRecord>> | Error;
  readonly refused?: readonly RefusedReport[];
  readonly state?: Partial<State>;
  /** Default {@link NOW}. */
  readonly now?: number;
}

async function seen({
  instances = {},
  reports = {},
  refused = [],
  state = {},
  now = NOW,
}: World): Promise<HostsSeen> {
  return hostsOf({
    config,
    state: { ...emptyState(20_000), manifests: { dev: manifestOf() }, ...state },
    fleet: {
      instances: async (hostGroup) => {
        const found = instances[hostGroup] ?? [];
        if (found instanceof Error) throw found;
        return found;
      },
    },
    store: {
      reports: async (_known, _signal, onRefused) => {
        if (reports instanceof Error) throw reports;
        for (const each of refused) onRefused?.(each);
        return reports;
      },
    },
    now,
    signal: ALWAYS,
    logger: keptLog().logger,
  });
}

describe('a host', () => {
  it.each<
    [
      name: string,
      why: string | undefined,
      host: {
        readonly record?: Partial<HostRecord> | undefined;
        readonly instance?: Partial<Instance>;
        readonly manifest?: Partial<ManifestRecord>;
      },
    ]
  >([
    ['that has the version', undefined, { record: {} }],
    ['that has a later one', undefined, { record: { version: 4 } }],
    ['that has an older one', 'has version 2', { record: { version: 2 } }],
    ['that has none', 'has no manifest in force', { record: { version: 0 } }],
    ['that has never reported', 'has not reported', {}],
    [
      'that is silent',
      'has not reported since 2026-11-22T08:59:59.000Z',
      { record: { at: NOW - 3 * HOUR - 1_000 } },
    ],
    ['that was heard three hours ago', undefined, { record: { at: NOW - 3 * HOUR } }],
    ['that reports as one of another group', 'reports as a host of prod', { record: { hostGroup: 'prod' } }],
    ['that has just begun', undefined, { instance: { launched: NOW - 14 * MINUTE } }],
    ['that has begun a while ago', 'has not reported', { instance: { launched: NOW - 16 * MINUTE } }],
    ['whose manifest is new', undefined, { record: { version: 2 }, manifest: { issued: NOW - 14 * MINUTE } }],
    [
      'whose manifest was new a while ago',
      'has version 2',
      { record: { version: 2 }, manifest: { issued: NOW - 16 * MINUTE } },
    ],
    ['whose group has just begun', undefined, { manifest: { first: NOW - 14 * MINUTE } }],
    ['whose group has begun a while ago', 'has not reported', { manifest: { first: NOW - 16 * MINUTE } }],
    ['whose manifest was not put', undefined, { manifest: { put: 0 } }],
    ['that has what was put', undefined, { record: { version: 2 }, manifest: { put: 2 } }],
  ])('%s', async (_name, why, { record, instance, manifest }) => {
    const { behind, running } = await seen({
      instances: { dev: [instanceOf(1, instance)] },
      reports: record === undefined ? {} : { [arnOf(1)]: recordOf(record) },
      state: { manifests: { dev: manifestOf(manifest) } },
    });
    expect(running).toHaveLength(1);
    expect(behind.map((each) => each.why)).toEqual(why === undefined ? [] : [why]);
  });

  it.each<[name: string, why: string | undefined, versions: readonly number[]]>([
    ['stays with one version', 'has version 1', [1, 1, 1]],
    ['gets each in time', undefined, [1, 2, 3]],
  ])('that %s while manifests change more often than `behindAfter`', async (_name, why, versions) => {
    let hosts: State['hosts'] = {};
    let found: HostsSeen | undefined;
    for (const [place, version] of versions.entries()) {
      const later = (place - versions.length + 1) * 10 * MINUTE;
      const put = place + 2;
      found = await seen({
        now: NOW + later,
        instances: { dev: [instanceOf(1)] },
        reports: { [arnOf(1)]: recordOf({ version, at: NOW + later }) },
        state: { hosts, manifests: { dev: manifestOf({ version: put, put, issued: NOW + later - MINUTE }) } },
      });
      ({ hosts } = found);
    }
    expect(found?.behind.map((each) => each.why)).toEqual(why === undefined ? [] : [why]);
  });

  it.each<[why: string, record: Partial<HostRecord> | undefined]>([
    ['has not reported', undefined],
    ['has not reported since 2026-11-22T08:00:00.000Z', { at: NOW - 4 * HOUR }],
    ['reports as a host of prod', { hostGroup: 'prod' }],
  ])('%s, however new the manifest is', async (why, record) => {
    const { behind } = await seen({
      instances: { dev: [instanceOf(1)] },
      reports: record === undefined ? {} : { [arnOf(1)]: recordOf(record) },
      state: { manifests: { dev: manifestOf({ issued: NOW - MINUTE }) } },
    });
    expect(behind.map((each) => each.why)).toEqual([why]);
  });

  it('whose report cannot be read has failed, and is behind where nothing is known of it', async () => {
    const { behind, failed } = await seen({
      instances: { dev: [instanceOf(1), instanceOf(2), instanceOf(3)] },
      state: { hosts: { [arnOf(2)]: recordOf() } },
      reports: { [arnOf(3)]: recordOf() },
      refused: [
        { arn: arnOf(1), reason: 'it is empty' },
        { arn: arnOf(2), reason: 'it is empty' },
      ],
    });
    expect(failed.map(({ instance, refused }) => [instance.id, refused])).toEqual([
      ['i-1', 'it is empty'],
      ['i-2', 'it is empty'],
    ]);
    expect(behind.map(({ why }) => why)).toEqual(['its report cannot be read']);
  });

  it('of a group that has no manifest is not behind', async () => {
    const { behind } = await seen({ instances: { prod: [instanceOf(1)] } });
    expect(behind).toEqual([]);
  });

  it.each<[result: HostRecord['result'], isFailed: boolean]>([
    ['applied', false],
    ['unchanged', false],
    ['refused', true],
    ['failed', true],
  ])('whose last run was %s', async (result, isFailed) => {
    const { failed } = await seen({
      instances: { dev: [instanceOf(1)] },
      reports: { [arnOf(1)]: recordOf({ result }) },
    });
    expect(failed.map(({ instance }) => instance.arn)).toEqual(isFailed ? [arnOf(1)] : []);
  });

  it('that is behind is so in the numbers of its group', async () => {
    const instance = instanceOf(1, { name: 'bastion' });
    const { behind } = await seen({
      instances: { dev: [instance, instanceOf(2)] },
      state: { hosts: { [arnOf(2)]: recordOf() } },
    });
    expect(behind).toEqual([
      { hostGroup: 'dev', instance, record: undefined, needed: 3, why: 'has not reported' },
    ]);
  });
});

describe('what is known of hosts', () => {
  it('is what is new, and what was known of those that run', async () => {
    const { hosts } = await seen({
      instances: { dev: [instanceOf(1), instanceOf(2), instanceOf(3)] },
      reports: { [arnOf(2)]: recordOf({ version: 4 }), [arnOf(9)]: recordOf() },
      state: { hosts: { [arnOf(1)]: recordOf(), [arnOf(2)]: recordOf(), [arnOf(8)]: recordOf() } },
    });
    expect(hosts).toEqual({ [arnOf(1)]: recordOf(), [arnOf(2)]: recordOf({ version: 4 }) });
  });

  it('stays where it cannot be read which of them run', async () => {
    const state = { hosts: { [arnOf(1)]: recordOf(), [arnOf(2)]: recordOf({ hostGroup: 'prod' }) } };
    const found = await seen({ instances: { dev: new Error('no role'), prod: [] }, state });
    expect(found.hosts).toEqual({ [arnOf(1)]: recordOf() });
    expect(found.failures).toEqual([{ what: 'instances', hostGroup: 'dev', reason: 'no role' }]);
  });

  it('stays where reports cannot be read', async () => {
    const state = { hosts: { [arnOf(1)]: recordOf({ version: 2 }) } };
    const found = await seen({ instances: { dev: [instanceOf(1)] }, reports: new Error('no list'), state });
    expect(found.hosts[arnOf(1)]).toMatchObject(recordOf({ version: 2 }));
    expect(found.behind).toHaveLength(1);
    expect(found.failures).toEqual([{ what: 'reports', reason: 'no list' }]);
  });
});

it.each<[name: string, manifest: Partial<ManifestRecord>, expired: readonly string[]]>([
  ['good', { expires: NOW + 1 }, []],
  ['expired', { expires: NOW }, ['dev']],
  ['never put', { expires: NOW, put: 0 }, []],
])('a manifest that is %s', async (_name, manifest, expired) => {
  const found = await seen({
    state: { manifests: { dev: manifestOf(manifest), gone: manifestOf(manifest) } },
  });
  expect(found.expired).toEqual(expired);
});

describe('a revocation', () => {
  const SINCE = NOW - 10 * MINUTE;
  const revocation: Revocation = { user: 'AIDABOB', hostGroup: 'dev', version: 3, since: SINCE };
  const one = instanceOf(1);
  const two = instanceOf(2);
  const at = (seconds: number, record: Partial<HostRecord> = {}) =>
    recordOf({ applied: SINCE + seconds * 1000, ...record });

  it.each<[name: string, world: World, done: Partial<HostsSeen['done'][number]> | undefined]>([
    [
      'that all hosts have',
      { instances: { dev: [one, two] }, reports: { [one.arn]: at(20), [two.arn]: at(95) } },
      { end: 'seen', latency: 95 },
    ],
    [
      'that all hosts have with a later version',
      { instances: { dev: [one, two] }, reports: { [one.arn]: at(20), [two.arn]: at(95, { version: 7 }) } },
      { end: 'seen', latency: 95 },
    ],
    [
      'that hosts had before it is known to have happened',
      { instances: { dev: [one] }, reports: { [one.arn]: at(-5) } },
      { end: 'seen', latency: 0 },
    ],
    [
      'that one host has not',
      { instances: { dev: [one, two] }, reports: { [one.arn]: at(20), [two.arn]: at(95, { version: 2 }) } },
      undefined,
    ],
    [
      'that one host says nothing of',
      { instances: { dev: [one, two] }, reports: { [one.arn]: at(20) } },
      undefined,
    ],
    [
      'of which a host speaks as one of another group',
      { instances: { dev: [one] }, reports: { [one.arn]: at(20, { hostGroup: 'prod' }) } },
      undefined,
    ],
    ['where no host runs', {}, { end: 'no-hosts' }],
    [
      'that came before one of the hosts',
      {
        instances: { dev: [one, instanceOf(2, { launched: SINCE + MINUTE })] },
        reports: { [one.arn]: at(20), [two.arn]: at(95) },
      },
      { end: 'seen', latency: 20 },
    ],
    [
      'that came before a host that says nothing yet',
      {
        instances: { dev: [one, instanceOf(2, { launched: SINCE + MINUTE })] },
        reports: { [one.arn]: at(20) },
      },
      { end: 'seen', latency: 20 },
    ],
    [
      'that a host has not which was started again',
      {
        instances: { dev: [one, instanceOf(2, { launched: SINCE + MINUTE })] },
        reports: { [one.arn]: at(20), [two.arn]: at(95, { version: 2 }) },
      },
      undefined,
    ],
    [
      'that came before all hosts',
      { instances: { dev: [instanceOf(1, { launched: SINCE + MINUTE })] } },
      { end: 'no-hosts' },
    ],
    ['of hosts that cannot be read', { instances: { dev: new Error('no role') } }, undefined],
    [
      'of hosts whose reports cannot be read',
      { instances: { dev: [one] }, reports: new Error('no list'), state: { hosts: { [one.arn]: at(20) } } },
      undefined,
    ],
  ])('%s', async (_name, world, done) => {
    const found = await seen({ ...world, state: { ...world.state, revocations: [revocation] } });
    expect(found.done).toEqual(done === undefined ? [] : [{ ...revocation, ...done }]);
  });

  it.each<[name: string, revocation: Revocation, end: string | undefined]>([
    ['is looked for for a week', { ...revocation, since: NOW - 7 * 24 * HOUR }, undefined],
    ['is not looked for for ever', { ...revocation, since: NOW - 7 * 24 * HOUR - 1 }, 'given-up'],
    [
      'of what was held for more than a week is looked for',
      { ...revocation, since: NOW - 8 * 24 * HOUR, issued: NOW - 6 * 24 * HOUR },
      undefined,
    ],
    ['of hosts that are no longer in the config', { ...revocation, hostGroup: 'gone' }, 'given-up'],
  ])('%s', async (_name, given, end) => {
    const found = await seen({ instances: { dev: new Error('no role') }, state: { revocations: [given] } });
    expect(found.done.map((each) => each.end)).toEqual(end === undefined ? [] : [end]);
  });
});
