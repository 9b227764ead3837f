import { describe, expect, it } from 'vitest';
import { calling } from '../src/aws/calling.ts';
import type { AwsCalls } from '../src/aws/calls.ts';
import { configSchema, fleetsOf } from '../src/config.ts';
import type { Promotions } from '../src/ports.ts';
import type { Fleet } from '../src/config.ts';
import { EMPTY_STATE } from '../src/state.ts';
import { tick } from '../src/tick.ts';
import { createTable, fleetOf, memoryStore } from './support/simulated/memory-store.ts';
import { refusal } from './support/simulated/refusal.ts';
import { instanceId, machineOf } from './support/simulated/machine.ts';
import { launch } from './support/simulated/life.ts';
import { simulatedWorld } from './support/simulated-world.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Fleets that each have one host, by a tag of their name, in the simulated AWS. */
function sceneOf(names: readonly string[], promotion?: Readonly<Record<string, unknown>>) {
  const { world, clock, calls: raw, wait } = simulatedWorld(0);
  for (const [index, role] of names.entries())
    launch(world, machineOf({ id: instanceId(index + 1), tags: { role }, launched: clock.now() - 9 * DAY }));
  const config = configSchema.parse({
    environment: 'prod',
    table: 'updates',
    document: 'update',
    policy: { windows: [{ hours: '00:00-23:59', timezone: 'UTC' }], outage: 'window' },
    ...(promotion === undefined ? {} : { promotion }),
    fleets: Object.fromEntries(names.map((name) => [name, { mode: 'in-place', tags: { role: name } }])),
  });
  const table = createTable();
  const store = memoryStore({ table, now: () => clock.now() });
  const { signal } = new AbortController();
  const once = (
    given: {
      readonly calls?: AwsCalls;
      readonly names?: readonly string[];
      readonly promotions?: Promotions;
      readonly signal?: AbortSignal;
    } = {},
  ) => {
    const { calls = raw, names: kept = names, promotions } = given;
    const fleets = Object.fromEntries(Object.entries(config.fleets).filter(([name]) => kept.includes(name)));
    return tick({
      config: { ...config, fleets },
      store,
      promotions,
      callsWhile: (mayGoOn) =>
        calling(calls, {
          mayGoOn,
          region: 'eu-central-1',
          retrying: { random: () => 0, sleep: async () => {} },
        }),
      counted: () => 0,
      account: '111111111111',
      region: 'eu-central-1',
      signal: given.signal ?? signal,
      answerBy: signal,
      logger: { info: () => {}, warn: () => {}, error: () => {} },
    });
  };
  return { world, clock, wait, raw, table, config, once };
}

function fleetIn({ config }: { readonly config: Parameters<typeof fleetsOf>[0] }, name: string): Fleet {
  const found = fleetsOf(config).find((fleet) => fleet.name === name);
  if (found === undefined) throw new Error(`there is no fleet ${name}`);
  return found;
}

/** Looks at one fleet are refused. */
function denied(raw: AwsCalls, role: string): AwsCalls {
  return {
    ...raw,
    describeInstances: async (input, signal) => {
      if (JSON.stringify(input).includes(role)) throw refusal('UnauthorizedOperation', 'not allowed', 403);
      return raw.describeInstances(input, signal);
    },
  };
}

describe('a tick', () => {
  it('of a fleet that fails stops no other', async () => {
    const { once, raw, table } = sceneOf(['api', 'web']);
    const ticks = await once({ calls: denied(raw, 'api') });
    expect(ticks.map(({ fleet, outcome }) => [fleet, outcome])).toEqual([
      ['api', 'failed'],
      ['web', 'ticked'],
    ]);
    expect(fleetOf(table, 'web').state.run?.fleet.name).toBe('web');
    expect(fleetOf(table, 'api').state.blind?.reason).toContain('not allowed');
  });

  it('notes that a fleet can be seen again', async () => {
    const { once, raw, table, wait } = sceneOf(['web']);
    const { blind: none, ...known } = fleetOf(table, 'web').state;
    expect(none).toBeUndefined();
    for (let count = 0; count < 16; count += 1) {
      await once({ calls: denied(raw, 'web') });
      wait(MINUTE);
    }
    expect(fleetOf(table, 'web').state).toMatchObject({
      ...known,
      ticked: expect.any(Number),
      blind: { isTold: true },
    });
    await once();
    expect(fleetOf(table, 'web').state.blind).toBeUndefined();
    expect(fleetOf(table, 'web').state.run).toBeDefined();
  });

  it('goes on with a fleet that only the table knows', async () => {
    const scene = sceneOf(['web', 'jobs']);
    const { once, table, wait } = scene;
    await once();
    const begun = fleetOf(table, 'jobs').state.run;
    expect(begun?.fleet).toEqual(fleetIn(scene, 'jobs'));
    wait(MINUTE);
    const ticks = await once({ names: ['web'] });
    expect(ticks.map(({ fleet }) => fleet).toSorted()).toEqual(['jobs', 'web']);
    expect(ticks.find(({ fleet }) => fleet === 'jobs')).toMatchObject({ outcome: 'ticked' });
    expect(fleetOf(table, 'jobs').state.run).toMatchObject({ id: begun?.id, isConfigOld: true });
  });

  it('ends an aborted run of a fleet that may not be looked at any more', async () => {
    const { once, raw, table, wait, clock } = sceneOf(['web']);
    await once();
    const run = fleetOf(table, 'web').state.run?.id ?? '';
    fleetOf(table, 'web').control = { format: 1, abort: { at: clock.now(), by: 'alice', run } };
    for (let count = 0; count < 20; count += 1) {
      wait(MINUTE);
      await once({ calls: denied(raw, 'web') });
    }
    expect(fleetOf(table, 'web').state.run).toBeUndefined();
    expect(fleetOf(table, 'web').reports).toMatchObject([{ run, outcome: 'aborted' }]);
  });

  it('begins with nothing while promotions cannot be read', async () => {
    const { once, table } = sceneOf(['web'], { table: 'promotions', after: 'dev' });
    const promotions: Promotions = {
      read: async () => Promise.reject(new Error('no such table')),
      write: async () => {},
    };
    await once({ promotions });
    const { run, held } = fleetOf(table, 'web').state;
    expect(run).toBeUndefined();
    expect(held).toMatchObject([{ code: 'PROMOTION_WAITS', text: expect.stringContaining('no such table') }]);
  });

  it('begins with nothing while the environment before has run well in another kind of mode alone', async () => {
    const { once, table, clock } = sceneOf(['web'], { table: 'promotions', after: 'dev' });
    const image = { id: 'ami-00000000000000001', architecture: 'x86_64', created: 0 };
    const at = clock.now() - 9 * DAY;
    const releases = [{ release: { id: 'web-20261101T020000Z', pins: {}, image }, at }];
    const promotions: Promotions = {
      read: async () => ({ environment: 'dev', fleet: 'web', releases, looked: clock.now() }),
      write: async () => {},
    };
    await once({ promotions });
    const { run, held } = fleetOf(table, 'web').state;
    expect(run).toBeUndefined();
    expect(held).toMatchObject([
      { code: 'PROMOTION_WAITS', text: expect.stringContaining('in mode in-place or ecs') },
    ]);
  });

  it('has the fleet first whose last tick is the longest ago', async () => {
    const { once, table, clock } = sceneOf(['api', 'jobs', 'web']);
    for (const [name, minutes] of [
      ['api', 1],
      ['web', 2],
    ] as const)
      fleetOf(table, name).state = { ...EMPTY_STATE, ticked: clock.now() - minutes * MINUTE };
    const ticks = await once();
    expect(ticks.map(({ fleet }) => fleet)).toEqual(['jobs', 'web', 'api']);
  });

  it('counts fleets that there was no time for', async () => {
    const { once, raw } = sceneOf(['api', 'web']);
    const ending = new AbortController();
    const calls: AwsCalls = {
      ...raw,
      describeInstances: async () => {
        ending.abort();
        throw new Error('its time is over');
      },
    };
    const ticks = await once({ calls, signal: ending.signal });
    expect(ticks.map(({ fleet, outcome }) => [fleet, outcome])).toEqual([
      ['api', 'failed'],
      ['web', 'not-reached'],
    ]);
  });
});
