import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Saved, Taken } from '../../../src/ports.ts';
import { EMPTY_STATE } from '../../../src/state.ts';
import { motoOfFile } from '../../support/moto.ts';
import { many, recordWith, reportWith, runOf, stateWith } from '../../support/store-values.ts';
import { ALWAYS, storeWorld, taken } from '../../support/store-world.ts';

const LEASE = 180_000;

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

describe.skipIf(moto === undefined)('of two writers', () => {
  const run = runOf('web');
  it.each<[name: string, change: Saved]>([
    ['nothing', { records: [] }],
    ['a state', { state: stateWith({ ticked: 9 }), records: [] }],
    ['a run', { state: stateWith({ run }), records: [] }],
    ['records', { records: [recordWith('i-1')] }],
    ['both', { state: stateWith({ ticked: 9 }), records: [recordWith('i-1')] }],
    ['records of several transactions', { records: many(250) }],
    ['a report', { state: stateWith(), records: [], report: reportWith('web') }],
  ])('the one that was overtaken writes nothing any more: %s', async (_name, change) => {
    const [one, two] = [await world.open(), await world.open()];
    const fleet = world.newFleet();
    const report = change.report === undefined ? {} : { report: reportWith(fleet) };
    const old = await taken(one, fleet);
    world.pass(LEASE + 1_000);
    const late = { ...change, ...report };
    // For as long as nobody has taken it, it is still the last that had it.
    expect(await old.save({ records: [] }, ALWAYS)).toBe(true);
    const young = await taken(two, fleet);
    expect(await old.save(late, ALWAYS)).toBe(false);
    const theirs = { state: stateWith({ ticked: 5 }), records: [recordWith('i-9')] };
    expect(await young.save(theirs, ALWAYS)).toBe(true);
    expect(await old.save(late, ALWAYS)).toBe(false);
    await old.release(ALWAYS);
    expect(await two.store.look(fleet, ALWAYS)).toMatchObject({
      state: theirs.state,
      records: { 'i-9': theirs.records[0] },
      lease: { fence: 2 },
    });
    expect(Object.keys((await two.store.look(fleet, ALWAYS)).records)).toEqual(['i-9']);
    expect(await two.store.reports(fleet, 9, ALWAYS)).toEqual([]);
    expect(await two.store.active(ALWAYS)).not.toContain(fleet);
    expect(await young.save({ records: [] }, ALWAYS)).toBe(true);
  });

  it('the one that is overtaken between two transactions stops there', async () => {
    const two = await world.open();
    const fleet = world.newFleet();
    const one = await world.open({
      faultOf: async ({ operation, body }): Promise<'pass'> => {
        if (operation === 'TransactWriteItems' && body.includes('host#i-99"')) {
          world.pass(LEASE + 1_000);
          await taken(two, fleet);
        }
        return 'pass';
      },
    });
    const old = await taken(one, fleet);
    const change = { state: stateWith({ ticked: 9 }), records: many(250) };
    expect(await old.save(change, ALWAYS)).toBe(false);
    const { state, records } = await two.store.look(fleet, ALWAYS);
    expect(state).toEqual(EMPTY_STATE);
    expect(Object.keys(records)).toHaveLength(98);
  });

  it.each<[name: string, operation: string, winner: number]>([
    ['the other one is faster', 'UpdateItem', 2],
    ['the other one comes first', 'GetItem', 2],
  ])('one takes it: %s', async (_name, at, winner) => {
    const two = await world.open();
    const fleet = world.newFleet();
    let theirs: Taken | undefined;
    const one = await world.open({
      faultOf: async ({ operation }): Promise<'pass'> => {
        if (operation === at) theirs ??= await taken(two, fleet);
        return 'pass';
      },
    });
    expect(await one.store.take(fleet, ALWAYS)).toBeUndefined();
    expect(winner).toBe(2);
    expect(await theirs?.save({ records: [] }, ALWAYS)).toBe(true);
  });

  it('one that takes over has what the other wrote last', async () => {
    const [old, fleet] = [await world.open(), world.newFleet()];
    const dead = await taken(old, fleet);
    world.pass(LEASE + 1_000);
    const state = stateWith({ ticked: 9 });
    const next = await world.open({
      faultOf: async ({ operation, number }): Promise<'pass'> => {
        if (operation === 'UpdateItem' && number === 2) await dead.save({ state, records: many(3) }, ALWAYS);
        return 'pass';
      },
    });
    const mine = await taken(next, fleet);
    expect(mine.state).toEqual(state);
    expect(Object.keys(mine.records)).toHaveLength(3);
  });
});
