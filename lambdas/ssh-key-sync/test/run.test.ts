import { describe, expect, it } from 'vitest';
import { accessOf, usersWith } from '../src/access.ts';
import { configOf } from './support/plan-config.ts';
import { run } from '../src/run.ts';
import type { RunReport } from '../src/run-report.ts';
import { recorded } from './support/recorded.ts';
import { createRunWorld, type RunWorld, TICK, WHOLE_READ } from './support/run-world.ts';

const MINUTE = 60_000;
const config = configOf({ removals: { most: 100, percent: 100 } });
const AMY = 'AIDAEXAMPLE1';

const withAccess = ({ state }: RunWorld): ReadonlySet<string> => usersWith(accessOf(state, config));

/** All has been read once, and it is time to read it again. */
async function settled(users: number, removals = { most: 100, percent: 100 }): Promise<RunWorld> {
  const world = createRunWorld(users, configOf({ removals }));
  await world.run(TICK);
  world.pass(60 * MINUTE);
  return world;
}

function leaves(world: RunWorld, id: string): void {
  world.iam.users = world.iam.users.map((user) => (user.id === id ? { ...user, groups: [] } : user));
}

/** So slow that a round ends before all is read. */
function slow(world: RunWorld, operation: string, milliseconds: number): void {
  world.onCall = (called) => (called === operation ? world.pass(milliseconds) : undefined);
}

it('a first run reads all, puts the manifest, tells the hosts and writes down that it did', async () => {
  const world = createRunWorld(3);
  const { outcomes, rounds } = await world.run(TICK);
  expect(outcomes).toEqual(new Map([['m0', { status: 'done' }]]));
  expect(rounds.map(({ published }) => [...(published?.put ?? [])])).toEqual([[['dev-app', 1]]]);
  expect(world.memory.puts).toEqual(['dev-app 1']);
  expect(world.fleet).toContain('dev-app 1');
  expect(world.state.manifests['dev-app']).toMatchObject({ version: 1, put: 1, told: 1 });
  expect(world.state.read.leased).toBeUndefined();
  expect(withAccess(world).size).toBe(3);
});

it('what hosts were not told is told by the next run', async () => {
  const world = createRunWorld(3);
  const input = world.input([TICK]);
  await run({
    ...input,
    fleet: { ...input.fleet, tell: async () => Promise.reject(new Error('throttled')) },
  });
  expect(world.state.manifests['dev-app']).toMatchObject({ put: 1, told: 0 });
  await world.run(TICK);
  expect(world.state.manifests['dev-app']).toMatchObject({ put: 1, told: 1 });
});

it.each([
  { name: 'a tick', payload: TICK, looks: 1 },
  { name: 'a demand for a whole read', payload: WHOLE_READ, looks: 0 },
])('$name looks at the hosts $looks times', async ({ payload, looks }) => {
  const world = createRunWorld(1);
  const { hosts } = await world.run(payload);
  expect(world.fleet.filter((call) => call.startsWith('instances'))).toHaveLength(looks);
  expect(hosts === undefined).toBe(looks === 0);
});

describe('an event that comes when a whole read is due', () => {
  const LEFT = {
    'detail-type': 'AWS API Call via CloudTrail',
    account: '111111111111',
    detail: {
      eventSource: 'iam.amazonaws.com',
      eventName: 'RemoveUserFromGroup',
      requestParameters: { userName: 'user1', groupName: 'dev' },
    },
  };

  it.each<[name: string, onCall: (world: RunWorld) => void]>([
    ['takes long', (world) => world.pass(20_000)],
    [
      'fails',
      () => {
        throw new Error('AccessDenied');
      },
    ],
  ])('is told to the hosts before it, where it %s', async (_name, onCall) => {
    const world = await settled(12);
    leaves(world, AMY);
    const at = world.now();
    world.onCall = () => onCall(world);
    const { rounds } = await world.run({
      ...LEFT,
      detail: { ...LEFT.detail, eventTime: new Date(at - 1_000).toISOString() },
    });
    expect(rounds[0]?.plan.losses.map(({ user }) => user)).toEqual([AMY]);
    expect(rounds[0]?.evidence.map(({ kind }) => kind)).toEqual(['event']);
    expect(rounds.length).toBeGreaterThan(1);
    expect(world.fleet).toContain('dev-app 2');
  });
});

it('an operator who asks for a whole read while one is under way gets another one after it', async () => {
  const world = await settled(3);
  const asked: Promise<RunReport>[] = [];
  world.onCall = () => {
    if (asked.length === 0) asked.push(world.run(WHOLE_READ));
  };
  await world.run(TICK);
  const { started } = world.state.read;
  expect((await asked[0])?.outcomes.get('m0')).toMatchObject({ status: 'later', retryAfter: 60 });
  world.pass(MINUTE);
  expect((await world.run(WHOLE_READ)).outcomes.get('m0')).toEqual({ status: 'done' });
  expect(world.state.read.started).toBeGreaterThan(started);
});

it('a demand for a whole read that comes back once that has begun only goes on with it', async () => {
  const world = await settled(3);
  const [message] = world.input([WHOLE_READ]).messages;
  if (message === undefined) throw new Error('there is no message');
  const messages = [{ ...message, sent: world.now() - 1_000 }];
  const over = new AbortController();
  world.onCall = (operation, signal) => {
    if (operation === 'ListSSHPublicKeys') over.abort(new Error('the time is over'));
    signal.throwIfAborted();
  };
  const first = await run({ ...world.input(), messages, signal: over.signal });
  expect(first.outcomes.get('m0')).toMatchObject({ status: 'later', retryAfter: 1 });
  const { started } = world.state.read;
  expect(started).toBe(world.now());

  world.onCall = () => {};
  world.pass(1_000);
  for (let again = 0; again < 2; again += 1) {
    const { outcomes } = await run({ ...world.input(), messages });
    expect(outcomes.get('m0')).toEqual({ status: 'done' });
    expect(world.state.read).toMatchObject({ started, complete: started });
    world.pass(MINUTE);
  }
});

describe('a failed read', () => {
  /** A user was missed once; the second read of it is due, and a whole read with it. */
  async function missedOnce(): Promise<RunWorld> {
    const world = await settled(12);
    leaves(world, AMY);
    await world.run(TICK);
    expect(withAccess(world)).toContain(AMY);
    world.pass(MINUTE);
    return world;
  }

  it('keeps removals back in all rounds of its run, and the next run takes them', async () => {
    const world = await missedOnce();
    let groups = 0;
    world.onCall = async (operation) => {
      if (operation === 'GetGroup') groups += 1;
      if (operation === 'GetGroup' && groups === 2) throw new Error('throttled');
      if (operation !== 'GetUser') return;
      // Other reads begin meanwhile; the round is over when this one is.
      await Promise.resolve();
      world.pass(46_000);
    };
    const { rounds, outcomes } = await world.run(WHOLE_READ);
    const failed = rounds.map(({ evidence }) => evidence.some(({ kind }) => kind === 'failed'));
    expect(failed.length).toBeGreaterThan(1);
    expect([failed[0], failed.at(-1)]).toEqual([true, false]);
    expect(rounds.flatMap(({ plan }) => plan.losses)).toEqual([]);
    expect(rounds.at(-1)?.plan.heldBack.map(({ user }) => user)).toEqual([AMY]);
    expect(withAccess(world)).toContain(AMY);
    const outcome = outcomes.get('m0');
    expect(outcome?.status === 'later' && (outcome.retryAfter ?? Infinity) <= 60).toBe(true);

    world.onCall = () => {};
    const next = await world.run(TICK);
    expect(next.rounds.flatMap(({ plan }) => plan.losses).map(({ user }) => user)).toEqual([AMY]);
    expect(withAccess(world)).not.toContain(AMY);
  });

  it('wakes the Lambda within a minute, though what failed is tried again only after many', async () => {
    const world = await missedOnce();
    const failing = { kind: 'group', source: 'own', name: 'ops', failures: 5, isWhole: false } as const;
    world.memory.write((state) => ({
      ...state,
      todo: [...state.todo, { ...failing, due: world.now() }],
    }));
    world.onCall = (operation) => {
      if (operation === 'GetGroup') throw new Error('throttled');
    };
    const { outcomes } = await world.run(TICK);
    expect(withAccess(world)).toContain(AMY);
    expect(outcomes.get('m0')).toMatchObject({ status: 'later', retryAfter: 60 });
    world.pass(MINUTE);
    await world.run(TICK);
    expect(withAccess(world)).not.toContain(AMY);
  });

  it.each<[name: string, breaks: (world: RunWorld) => void, mends: (world: RunWorld) => void]>([
    [
      'IAM answers nothing',
      (world) => (world.onCall = () => Promise.reject(new Error('AccessDenied'))),
      (world) => (world.onCall = () => {}),
    ],
    ['a group is gone', ({ iam }) => (iam.groups = ['dev']), ({ iam }) => (iam.groups = ['dev', 'ops'])],
  ])('where %s is told by every tick until it is over', async (_name, breaks, mends) => {
    const world = await settled(3);
    const failures = async (): Promise<number | undefined> =>
      recorded(await world.run(TICK))['ReadFailures']?.[0];
    breaks(world);
    for (let minute = 0; minute < 40; minute += 5) {
      expect(await failures(), `after ${minute} minutes`).toBeGreaterThan(0);
      world.pass(5 * MINUTE);
    }
    mends(world);
    world.pass(60 * MINUTE);
    expect(await failures()).toBe(0);
  });
});

it('lists of keys that come back empty shut out no more than the cap lets go, in however many rounds', async () => {
  const world = await settled(40, { most: 2, percent: 20 });
  world.iam.users = world.iam.users.map((user) => ({ ...user, keys: [] }));
  slow(world, 'ListSSHPublicKeys', 6_000);
  let rounds = (await world.run(TICK)).rounds.length;
  for (let again = 0; again < 5; again += 1) {
    world.pass(MINUTE);
    rounds += (await world.run(TICK)).rounds.length;
  }
  expect(rounds).toBeGreaterThan(8);
  expect(withAccess(world).size).toBeGreaterThanOrEqual(32);
  expect(world.state.held).toMatchObject({ reason: 'cap' });
  expect(world.state.held?.users).toHaveLength(withAccess(world).size);
  // Held whole, it does not fit later either.
  world.pass(60 * MINUTE);
  await world.run(TICK);
  expect(withAccess(world).size).toBeGreaterThanOrEqual(32);
});

it('where another run has written meanwhile, plans anew with what has been read', async () => {
  const world = createRunWorld(3);
  const host = {
    hostGroup: 'dev-app',
    tag: 't',
    version: 1,
    applied: 1,
    at: 1,
    result: 'applied',
    problems: [],
  } as const;
  world.onSave = (number) => {
    // The first is the lease.
    if (number === 2) world.memory.write((state) => ({ ...state, hosts: { other: host } }));
  };
  await world.run(WHOLE_READ);
  expect(world.state.hosts).toEqual({ other: host });
  expect(withAccess(world).size).toBe(3);
  expect(world.calls.filter((call) => call === 'GetGroup')).toHaveLength(2);
});

it('of two runs at once one reads the whole', async () => {
  const world = createRunWorld(3);
  const others: Promise<unknown>[] = [];
  world.onCall = async () => {
    if (others.length > 0) return;
    others.push(Promise.resolve());
    others.push(world.run(TICK));
    await others.at(-1);
  };
  await world.run(TICK);
  expect(others).toHaveLength(2);
  expect(world.calls.filter((call) => call === 'GetGroup')).toHaveLength(2);
  expect(world.state.read.complete).toBe(world.state.read.started);
  expect(withAccess(world).size).toBe(3);
});

it('where the time is over, what is left is in the state, and the message comes back for it', async () => {
  const world = createRunWorld(3);
  const over = new AbortController();
  world.onCall = (operation, signal) => {
    if (operation === 'ListSSHPublicKeys') over.abort(new Error('the time is over'));
    signal.throwIfAborted();
  };
  const { outcomes, rounds, hosts } = await run({ ...world.input([TICK]), signal: over.signal });
  expect([rounds.length, rounds[0]?.published, hosts]).toEqual([1, undefined, undefined]);
  expect(rounds[0]?.evidence.filter(({ kind }) => kind === 'failed')).toEqual([]);
  expect(world.state.todo.filter(({ isWhole, kind }) => isWhole && kind === 'keys')).toHaveLength(3);
  expect(world.state.read).toMatchObject({ complete: 0 });
  expect(world.state.read.leased).toBeUndefined();
  expect(outcomes.get('m0')).toMatchObject({ status: 'later', retryAfter: 1 });

  world.onCall = () => {};
  await world.run(TICK);
  expect(withAccess(world).size).toBe(3);
  expect(world.calls.filter((call) => call === 'GetGroup')).toHaveLength(2);
});
