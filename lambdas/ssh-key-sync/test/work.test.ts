import { describe, expect, it } from 'vitest';
import type { Asked } from '../src/intake.ts';
import { emptyState, type State, type Todo } from '../src/state.ts';
import { beginWork, LEASE, workable, writeOver } from '../src/work.ts';
import { T } from './support/plan-evidence.ts';
import { createRunWorld } from './support/run-world.ts';
import { stateOf } from './support/store-world.ts';

const MINUTE = 60_000;
const NEVER = new AbortController().signal;
const ASKED: Asked = {
  claims: [],
  approvals: [],
  todo: [],
  isTick: true,
  wholeReads: new Set(),
  once: new Set(),
  outcomes: new Map(),
  ignored: 0,
};
const todo = (name: string, isWhole: boolean): Todo => ({
  kind: 'group',
  source: 'own',
  name,
  due: T,
  failures: 0,
  isWhole,
});
const read = (minutes: number): State['read'] => ({
  started: T - minutes * MINUTE,
  complete: T - minutes * MINUTE,
});

async function begun(state: Partial<State>, asked: Partial<Asked> = {}, isConflict = false) {
  const world = createRunWorld(0);
  const known: State = { ...emptyState(20_000), groups: { 'own:dev': T, 'own:ops': T }, ...state };
  const stored = await world.memory.store.save(known, undefined, NEVER);
  if (isConflict) world.onSave = () => world.memory.write((other) => other);
  const work = await beginWork(world.input(), { stored, state: known, asked: { ...ASKED, ...asked } });
  return { work, world };
}

describe('a whole read', () => {
  it.each<
    [name: string, state: Partial<State>, asked: Partial<Asked>, names: readonly string[], isOurs: boolean]
  >([
    ['is not due', { read: read(29) }, {}, [], false],
    ['is due', { read: read(30) }, {}, ['dev', 'ops'], true],
    ['is asked for', { read: read(1) }, { wholeReads: new Set(['m0']) }, ['dev', 'ops'], true],
    ['is under way, and nobody is at it', { todo: [todo('dev', true)], read: read(5) }, {}, ['dev'], true],
    [
      'is asked for while one is under way, and nobody is at it',
      { todo: [todo('dev', true)], read: read(5) },
      { wholeReads: new Set(['m0']) },
      ['dev', 'ops'],
      true,
    ],
    [
      'is asked for while another run is at one',
      { todo: [todo('dev', true)], read: { ...read(5), leased: T + 1 } },
      { wholeReads: new Set(['m0']) },
      [],
      false,
    ],
    [
      'is under way, and another run is at it',
      { todo: [todo('dev', true)], read: { ...read(5), leased: T + 1 } },
      {},
      [],
      false,
    ],
    [
      'is under way, and the run that was at it is no more',
      { todo: [todo('dev', true)], read: { ...read(5), leased: T } },
      {},
      ['dev'],
      true,
    ],
    [
      'of another run leaves what is asked for to this one',
      { todo: [todo('dev', true)], read: { ...read(5), leased: T + 1 } },
      { todo: [todo('ops', false)] },
      ['ops'],
      false,
    ],
  ])('%s', async (_name, state, asked, names, isOurs) => {
    const { work, world } = await begun(state, asked);
    expect(workable(work).map(({ name }) => name)).toEqual(names);
    expect(work.isOurs).toBe(isOurs);
    expect(world.state.read.leased).toBe(isOurs ? T + LEASE : state.read?.leased);
    if (asked.wholeReads !== undefined)
      expect([work.hasBegun ?? false, work.state.read.started === T]).toEqual([isOurs, isOurs]);
  });

  it('is left to the run that has written meanwhile', async () => {
    const { work } = await begun({ read: read(30) }, { todo: [todo('ops', false)] }, true);
    expect([work.isOurs, work.hasBegun ?? false]).toEqual([false, false]);
    expect(workable(work)).toEqual([todo('ops', false)]);
  });
});

describe('the last of a run', () => {
  const record = { version: 3, content: 'c', sha256: 's', issued: 1, expires: 2 };

  it('is not written where nothing has changed', async () => {
    const { work, world } = await begun({ read: read(1) });
    const saves = world.memory.saves.length;
    await writeOver(world.input(), {
      work: { ...work, state: work.stored?.state ?? work.state },
      hosts: undefined,
    });
    expect(world.memory.saves).toHaveLength(saves);
  });

  it('ends the lease', async () => {
    const { work, world } = await begun({ read: read(30) });
    await writeOver(world.input(), { work, hosts: undefined });
    expect(world.state.read.leased).toBeUndefined();
  });

  it('is written into what another run has written meanwhile', async () => {
    const { work, world } = await begun({
      manifests: { dev: { ...record, put: 2, told: 2 } },
      read: read(1),
    });
    const others = { dev: { ...record, version: 4, put: 2, told: 4 }, other: { ...record, put: 3, told: 3 } };
    world.memory.write((state) => ({ ...state, nextUid: 20_005, manifests: others }));
    const state = { ...work.state, manifests: { dev: { ...record, put: 3, told: 3 } } };
    await writeOver(world.input(), { work: { ...work, state }, hosts: undefined });
    expect(world.state.nextUid).toBe(20_005);
    expect(world.state.manifests).toEqual({ ...others, dev: { ...others.dev, put: 3 } });
  });

  it('forgets revocations that all hosts have', async () => {
    const { work, world } = await begun({ ...stateOf({ todo: [] }), read: read(1) });
    const [revocation] = work.state.revocations;
    expect(revocation).toBeDefined();
    const done = work.state.revocations.map((each) => ({ ...each, latency: 1, end: 'seen' as const }));
    const hosts = { hosts: {}, running: [], behind: [], failed: [], expired: [], done, failures: [] };
    await writeOver(world.input(), { work, hosts });
    expect(world.state.revocations).toEqual([]);
  });
});
