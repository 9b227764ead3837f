import { describe, expect, it } from 'vitest';
import type { ManifestPlan } from '../src/plan-types.ts';
import type { Store } from '../src/ports.ts';
import { publish, type Published } from '../src/publish.ts';
import { keptLog, type Line } from './support/store-logger.ts';
import { manifestPlanOf, planOf } from './support/store-plans.ts';
import { ALWAYS } from './support/store-world.ts';

type Answer = 'put' | { readonly superseded: number } | Error;

interface Faults {
  /** By host group; default `put`. */
  readonly put?: Readonly<Record<string, Answer>>;
  /** Of host groups. */
  readonly untold?: readonly string[];
}

interface Done {
  readonly published: Published;
  /** Such as `put dev 1`. */
  readonly calls: readonly string[];
  readonly lines: readonly Line[];
}

async function published(manifests: readonly ManifestPlan[], faults: Faults = {}): Promise<Done> {
  const { put = {}, untold = [] } = faults;
  const calls: string[] = [];
  const { logger, lines } = keptLog();
  const store: Pick<Store, 'publish'> = {
    publish: async ({ hostGroup, version }) => {
      calls.push(`put ${hostGroup} ${version}`);
      await Promise.resolve();
      const answer = put[hostGroup] ?? 'put';
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const done = await publish({
    plan: planOf({ manifests }),
    store,
    fleet: {
      tell: async ({ hostGroup, version }) => {
        calls.push(`tell ${hostGroup} ${version}`);
        if (untold.includes(hostGroup)) throw new Error('no role');
        return `command-${hostGroup}`;
      },
    },
    signal: ALWAYS,
    logger,
  });
  return { published: done, calls, lines };
}

describe('hosts are told', () => {
  it.each<[name: string, isNew: boolean]>([
    ['of what is new', true],
    ['nothing of what is new only in its expiry', false],
  ])('%s', async (_name, isNew) => {
    const { calls, published: done } = await published([manifestPlanOf('dev', { version: 2, isNew })]);
    expect(calls).toEqual(isNew ? ['put dev 2', 'tell dev 2'] : ['put dev 2']);
    expect(done).toEqual({
      put: new Map([['dev', 2]]),
      told: new Map(isNew ? [['dev', 2]] : []),
      superseded: new Map(),
      failures: [],
    });
  });

  it('only of what is in the bucket', async () => {
    const {
      calls,
      published: done,
      lines,
    } = await published([manifestPlanOf('dev')], {
      put: { dev: new Error('no bucket') },
    });
    expect(calls).toEqual(['put dev 1']);
    expect(done).toEqual({
      put: new Map(),
      told: new Map(),
      superseded: new Map(),
      failures: [{ hostGroup: 'dev', version: 1, step: 'put', reason: 'no bucket' }],
    });
    expect(lines.map(({ level, message }) => [level, message])).toEqual([
      ['error', 'a manifest was not put'],
    ]);
  });

  it('nothing of what is not the latest', async () => {
    const { calls, published: done } = await published([manifestPlanOf('dev')], {
      put: { dev: { superseded: 9 } },
    });
    expect(calls).toEqual(['put dev 1']);
    expect(done).toMatchObject({ put: new Map(), superseded: new Map([['dev', 9]]), failures: [] });
  });
});

describe('what fails for one host group', () => {
  it('stops no other', async () => {
    const groups = ['a', 'b', 'c', 'd', 'e'].map((name) => manifestPlanOf(name));
    const { published: done, lines } = await published(groups, {
      put: { a: new Error('no bucket'), c: { superseded: 9 } },
      untold: ['b', 'd'],
    });
    expect([...done.put.keys()]).toEqual(['b', 'd', 'e']);
    expect([...done.told.keys()]).toEqual(['e']);
    expect(done.failures.map(({ hostGroup, step }) => `${step} ${hostGroup}`)).toEqual([
      'put a',
      'tell b',
      'tell d',
    ]);
    expect(lines.filter(({ level }) => level === 'error').map(({ details }) => details)).toEqual(
      expect.arrayContaining([...done.failures]),
    );
  });

  it('is told of all sixty', async () => {
    const groups = Array.from({ length: 60 }, (_, at) => manifestPlanOf(`g${at}`));
    const { published: done } = await published(groups, { untold: groups.map((_, at) => `g${at}`) });
    expect(done.put.size).toBe(60);
    expect(done.failures).toHaveLength(60);
  });
});

it('nothing comes of nothing', async () => {
  const { published: done, lines } = await published([]);
  expect(done).toEqual({ put: new Map(), told: new Map(), superseded: new Map(), failures: [] });
  expect(lines).toEqual([]);
});
