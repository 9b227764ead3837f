import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Taken } from '../../src/ports.ts';
import { EMPTY_STATE } from '../../src/state.ts';
import { motoOfFile } from '../support/moto.ts';
import {
  hostLine,
  longRecord,
  noise,
  recordWith,
  reportWith,
  runOf,
  stateWith,
} from '../support/store-values.ts';
import { ALWAYS, START, storeWorld, taken } from '../support/store-world.ts';

const LEASE = 180_000;
const HOUR = 3_600_000;

const moto = await motoOfFile();
const world = storeWorld(moto?.endpoint ?? '');

// A table of its own for each test: moto copies all items for each transaction.
beforeEach(async () => {
  if (moto !== undefined) await world.create();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  if (moto !== undefined) await world.remove();
});
afterAll(() => moto?.stop());

describe.skipIf(moto === undefined)('a fleet', () => {
  it('that nothing is known of', async () => {
    const opened = await world.open();
    const fleet = world.newFleet();
    const nothing = { state: EMPTY_STATE, control: { format: 1 }, records: {}, at: world.now() };
    expect(await opened.store.look(fleet, ALWAYS)).toEqual(nothing);
    expect(await taken(opened, fleet)).toMatchObject({
      ...nothing,
      fence: 1,
      wasLeft: false,
      clockOff: 0,
      lease: { fence: 1, until: world.now() + LEASE },
    });
    expect(opened.warned).toEqual([]);
  });

  it('forgets hosts, as many as there are', async () => {
    const opened = await world.open();
    const fleet = world.newFleet();
    const first = await taken(opened, fleet);
    const ids = Array.from({ length: 130 }, (_, at) => `i-${at}`);
    await first.save({ state: stateWith(), records: ids.map((id) => recordWith(id)) }, ALWAYS);
    expect(await first.save({ records: [], forgotten: ids.slice(1) }, ALWAYS)).toBe(true);
    const { records } = await opened.store.look(fleet, ALWAYS);
    expect(Object.keys(records)).toEqual(['i-0']);
  });

  it('is as it was saved', async () => {
    const opened = await world.open();
    const fleet = world.newFleet();
    const first = await taken(opened, fleet);
    const state = stateWith({ run: runOf(fleet) });
    const [one, two] = [recordWith('i-1'), recordWith('i-2', { phase: 'soaking' })];
    expect(await first.save({ state, records: [one, two] }, ALWAYS)).toBe(true);
    const later = recordWith('i-2', { phase: 'done' });
    expect(await first.save({ records: [later] }, ALWAYS)).toBe(true);
    const known = { state, records: { 'i-1': one, 'i-2': later } };
    expect(await opened.store.look(fleet, ALWAYS)).toMatchObject({ ...known, lease: { fence: 1 } });
    await first.release(ALWAYS);
    expect(await opened.store.look(fleet, ALWAYS)).not.toHaveProperty('lease');
    const never = world.newFleet();
    const ticked = { [fleet]: state.ticked, [never]: 0 };
    expect(await opened.store.lastTicks([fleet, never], ALWAYS)).toEqual(ticked);
    expect(await taken(opened, fleet)).toMatchObject({ ...known, fence: 2, wasLeft: false });
  });

  it('is read and written with consistent reads alone, and by conditions', async () => {
    const opened = await world.open();
    const fleet = world.newFleet();
    const mine = await taken(opened, fleet);
    await mine.save({ state: stateWith({ run: runOf(fleet) }), records: [recordWith('i-1')] }, ALWAYS);
    await opened.store.look(fleet, ALWAYS);
    await opened.store.reports(fleet, 5, ALWAYS);
    await opened.store.active(ALWAYS);
    for (const { operation, body } of opened.requests) {
      const isRead = operation === 'GetItem' || operation === 'Query';
      expect(body).toContain(isRead ? '"ConsistentRead":true' : 'ConditionExpression');
    }
  });

  it('is forgotten 400 days after it was last written', async () => {
    const opened = await world.open();
    const fleet = world.newFleet();
    const mine = await taken(opened, fleet);
    await mine.save({ records: [recordWith('i-1')] }, ALWAYS);
    const item = await world.item(`fleet#${fleet}`, 'host#i-1');
    expect(item?.['expires']).toEqual({ N: String(Math.ceil(world.now() / 1000) + 400 * 86_400) });
  });

  it.each<[name: string, passed: number, isHeld: boolean]>([
    ['at once', 0, true],
    ['in its last second', LEASE - 1_000, true],
    ['when its time is over', LEASE, false],
    ['a day later', 24 * HOUR, false],
  ])('that a dead tick has left is taken over: %s', async (_name, passed, isHeld) => {
    const dead = await world.open();
    const next = await world.open();
    const fleet = world.newFleet();
    await taken(dead, fleet);
    world.pass(passed);
    const mine = await next.store.take(fleet, ALWAYS);
    if (isHeld) expect(mine).toBeUndefined();
    else expect(mine).toMatchObject({ fence: 2, wasLeft: true });
    expect(next.warned).toMatchObject(isHeld ? [] : [{ fleet, fence: 1 }]);
  });

  it.each<[name: string, ahead: number, isHeld: boolean]>([
    ['a lease and what clocks differ by', LEASE + 20_000, true],
    ['an hour', HOUR, false],
    ['years', 10 * 365 * 24 * HOUR, false],
    ['what no calendar has', 1e20, false],
  ])('whose time ends far ahead is not held for ever: %s', async (_name, ahead, isHeld) => {
    const opened = await world.open();
    const fleet = world.newFleet();
    const until = { N: String(world.now() + ahead) };
    const header = { fence: { N: '7' }, holder: { S: 'other' }, until };
    await world.put({ pk: { S: `fleet#${fleet}` }, sk: { S: 'state' }, ...header });
    const mine = await opened.store.take(fleet, ALWAYS);
    if (isHeld) expect(mine).toBeUndefined();
    else expect(mine).toMatchObject({ fence: 8, wasLeft: true });
  });

  it.each<[name: string, ahead: number]>([
    ['an hour ahead', HOUR],
    ['an hour behind', -HOUR],
    ['right', 0],
  ])('is taken by the clock of the table, where that of the machine is %s', async (_name, ahead) => {
    const wrong = await world.open({ ahead });
    const right = await world.open();
    const fleet = world.newFleet();
    const mine = await taken(wrong, fleet);
    expect(mine.now()).toBe(world.now());
    expect(Math.abs(mine.clockOff - ahead)).toBeLessThanOrEqual(1_000);
    expect(Math.sign(mine.clockOff)).toBe(Math.sign(ahead));
    expect(await right.store.take(fleet, ALWAYS)).toBeUndefined();
    world.pass(LEASE + 1_000);
    const theirs = await taken(right, fleet);
    expect(theirs.wasLeft).toBe(true);
    expect(await wrong.store.take(fleet, ALWAYS)).toBeUndefined();
    await theirs.release(ALWAYS);
    expect((await taken(wrong, fleet)).wasLeft).toBe(false);
  });

  it('has a clock that goes on, and a time that ends before others may take it', async () => {
    const opened = await world.open();
    const fleet = world.newFleet();
    const mine = await taken(opened, fleet);
    world.pass(60_000);
    expect(mine.now()).toBe(world.now());
    expect(mine.isOurs()).toBe(true);
    world.pass(LEASE - 60_000 - 1_000);
    expect(mine.isOurs()).toBe(false);
    expect(await opened.store.take(fleet, ALWAYS)).toBeUndefined();
  });

  it('is not taken where nobody knows the time', async () => {
    const { store } = await world.open({ hasDate: false });
    await expect(store.take(world.newFleet(), ALWAYS)).rejects.toMatchObject({ code: 'AWS_FAILED' });
  });

  it('that cannot be read is given back', async () => {
    let isBroken = true;
    const opened = await world.open({
      faultOf: ({ operation }) =>
        isBroken && operation === 'Query' ? { status: 400, type: 'AccessDeniedException' } : 'pass',
    });
    const fleet = world.newFleet();
    await expect(opened.store.take(fleet, ALWAYS)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    isBroken = false;
    expect(await taken(opened, fleet)).toMatchObject({ fence: 2, wasLeft: false });
  });

  it.each<[name: string, attribute: string, text: string, told: string]>([
    ['no JSON', 'state', '{', 'not what we write'],
    ['something else', 'state', '{"format":1}', 'not what we write'],
    ['a later format', 'state', '{"format":2,"outbox":[]}', 'of format 2: deploy the release that wrote it'],
  ])('whose state is broken is not begun anew: %s', async (_name, attribute, text, told) => {
    const { store } = await world.open();
    const fleet = world.newFleet();
    await world.put({ pk: { S: `fleet#${fleet}` }, sk: { S: 'state' }, [attribute]: { S: text } });
    const refused = { code: 'STATE_INVALID', message: expect.stringContaining(told) };
    await expect(store.look(fleet, ALWAYS)).rejects.toMatchObject(refused);
    await expect(store.take(fleet, ALWAYS)).rejects.toMatchObject(refused);
    expect(await world.item(`fleet#${fleet}`, 'state')).toMatchObject({
      [attribute]: { S: text },
      until: { N: '0' },
    });
  });
});

describe.skipIf(moto === undefined)('fleets with a run under way', () => {
  it('are those whose state says so', async () => {
    const opened = await world.open();
    const fleets = Array.from({ length: 12 }, () => world.newFleet());
    const all: Taken[] = [];
    for (const fleet of fleets) {
      const mine = await taken(opened, fleet);
      await mine.save({ state: stateWith({ run: runOf(fleet) }), records: [] }, ALWAYS);
      all.push(mine);
    }
    const [gone = '', ...others] = fleets;
    expect(await opened.store.active(ALWAYS)).toEqual(expect.arrayContaining(fleets));
    await all[0]?.save({ state: stateWith({ ticked: 2 }), records: [] }, ALWAYS);
    const active = await opened.store.active(ALWAYS);
    expect(active).toEqual(expect.arrayContaining(others));
    expect(active).not.toContain(gone);
  });

  it('are known where a tick has only taken the fleet, and ends its run', async () => {
    const opened = await world.open();
    const fleet = world.newFleet();
    const first = await taken(opened, fleet);
    await first.save({ state: stateWith({ run: runOf(fleet) }), records: [] }, ALWAYS);
    await first.release(ALWAYS);
    const second = await taken(opened, fleet);
    await second.save({ state: stateWith(), records: [], report: reportWith(fleet) }, ALWAYS);
    expect(await opened.store.active(ALWAYS)).not.toContain(fleet);
  });
});

// moto copies its whole table for each transaction: 5,000 hosts would take minutes there; store/size.test.ts has them in memory.
const HOSTS = 400;

describe.skipIf(moto === undefined)('a long fleet', () => {
  it('has its records and its report', async () => {
    const { store } = await world.open();
    const fleet = world.newFleet();
    const mine = await store.take(fleet, ALWAYS);
    const records = Array.from({ length: HOSTS }, (_, at) => longRecord(`i-${noise(String(at), 17)}`));
    expect(await mine?.save({ state: stateWith(), records }, ALWAYS)).toBe(true);
    const looked = await store.look(fleet, ALWAYS);
    expect(looked.records).toEqual(Object.fromEntries(records.map((record) => [record.id, record])));
    const report = reportWith(fleet, { hosts: Array.from({ length: 2_000 }, (_, at) => hostLine(at)) });
    expect(await mine?.save({ state: stateWith(), records: [], report }, ALWAYS)).toBe(true);
    expect(await store.reports(fleet, 1, ALWAYS)).toEqual([report]);
    const head = await world.item(`fleet#${fleet}`, `report#${report.run}`);
    expect(Number(head?.['parts']?.N)).toBeGreaterThan(1);
    expect(await world.longest()).toBeLessThan(400_000);
  });
});

describe.skipIf(moto === undefined)('wishes', () => {
  it('of two operators at once are both kept', async () => {
    const bob = await world.open();
    const fleet = world.newFleet();
    let attempts = 0;
    const alice = await world.open({
      faultOf: async ({ operation }): Promise<'pass'> => {
        if (operation === 'PutItem' && attempts++ < 2)
          await bob.store.wish(
            fleet,
            (control) => ({ ...control, start: { at: (control.start?.at ?? 0) + 1, by: 'bob' } }),
            ALWAYS,
          );
        return 'pass';
      },
    });
    const paused = { at: 1, by: 'alice' };
    const control = { format: 1, paused, start: { at: 2, by: 'bob' } };
    expect(await alice.store.wish(fleet, (before) => ({ ...before, paused }), ALWAYS)).toEqual(control);
    expect((await bob.store.look(fleet, ALWAYS)).control).toEqual(control);
  });

  it('and ticks do not touch each other', async () => {
    const opened = await world.open();
    const fleet = world.newFleet();
    const mine = await taken(opened, fleet);
    await opened.store.wish(fleet, () => ({ format: 1, paused: { at: 1, by: 'alice' } }), ALWAYS);
    const state = stateWith({ ticked: 7 });
    expect(await mine.save({ state, records: [recordWith('i-1')] }, ALWAYS)).toBe(true);
    await opened.store.wish(fleet, (control) => control, ALWAYS);
    expect(await opened.store.look(fleet, ALWAYS)).toMatchObject({
      state,
      control: { paused: { by: 'alice' } },
      lease: { fence: 1 },
    });
  });
});

it('the clock of the table begins at a whole second', () => {
  expect(START % 1_000).toBe(0);
});
