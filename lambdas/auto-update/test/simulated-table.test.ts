import { describe, expect, it } from 'vitest';
import { createTable, memoryStore } from './support/simulated/memory-store.ts';
import { EMPTY_STATE } from '../src/state.ts';
import type { HostRecord } from '../src/host-record.ts';

const LEASE = 180_000;
const { signal } = new AbortController();

function storeAt(begin: number) {
  let now = begin;
  const table = createTable();
  const store = memoryStore({ table, now: () => now });
  return { table, store, wait: (milliseconds: number) => void (now += milliseconds) };
}

describe('the table in memory', () => {
  it('gives a fleet to one alone, and to the next when it is given back', async () => {
    const { store } = storeAt(0);
    const first = await store.take('web', signal);
    expect(await store.take('web', signal)).toBeUndefined();
    expect(await store.take('other', signal)).toMatchObject({ fence: 1 });
    await first?.release(signal);
    expect(await store.take('web', signal)).toMatchObject({ fence: 2, wasLeft: false });
  });

  it('takes over what was not given back, once its time is over', async () => {
    const { store, wait } = storeAt(0);
    const first = await store.take('web', signal);
    wait(LEASE - 1);
    expect(await store.take('web', signal)).toBeUndefined();
    expect(first?.isOurs()).toBe(true);
    wait(1);
    expect(first?.isOurs()).toBe(false);
    expect(await store.take('web', signal)).toMatchObject({ fence: 2, wasLeft: true });
  });

  it('takes a lease that ends later than one can as passed', async () => {
    const { store, table } = storeAt(0);
    await store.take('web', signal);
    const stored = table.fleets.get('web');
    if (stored !== undefined) stored.until = 10 * LEASE;
    expect(await store.take('web', signal)).toMatchObject({ fence: 2 });
  });

  it('lets an older fence write nothing, nor give back what is not its own', async () => {
    const { store, wait } = storeAt(0);
    const first = await store.take('web', signal);
    wait(LEASE);
    const second = await store.take('web', signal);
    expect(await first?.save({ state: { ...EMPTY_STATE, ticked: 1 }, records: [] }, signal)).toBe(false);
    await first?.release(signal);
    expect(await store.take('web', signal)).toBeUndefined();
    expect(await second?.save({ state: { ...EMPTY_STATE, ticked: 2 }, records: [] }, signal)).toBe(true);
    expect((await store.look('web', signal)).state.ticked).toBe(2);
  });

  it('writes many records in steps, and the state with the last of them', async () => {
    const table = createTable();
    let left = 2;
    const store = memoryStore({
      table,
      now: () => 0,
      step: async (name, _, deed) => {
        if (name === 'save' && (left -= 1) < 0) throw new Error('killed');
        return deed();
      },
    });
    const taken = await store.take('web', signal);
    const records = Array.from({ length: 250 }, (_, index): HostRecord => ({
      id: `i-${index}`,
      run: 'run',
      phase: 'waiting',
      since: 0,
      attempts: 0,
      zone: 'a',
    }));
    await expect(taken?.save({ state: { ...EMPTY_STATE, ticked: 1 }, records }, signal)).rejects.toThrow(
      'killed',
    );
    const { state, records: written } = await store.look('web', signal);
    expect(Object.keys(written)).toHaveLength(198);
    expect(state.ticked).toBe(0);
  });

  it('lets operators wish without the fleet', async () => {
    const { store } = storeAt(0);
    await store.take('web', signal);
    await store.wish('web', (control) => ({ ...control, paused: { at: 1, by: 'alice' } }), signal);
    expect((await store.look('web', signal)).control.paused?.by).toBe('alice');
  });
});
