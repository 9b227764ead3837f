import { expect, it } from 'vitest';
import { createStore } from '../../../src/aws/store.ts';
import { memoryTable, type MemoryTable } from '../../support/store-memory.ts';
import { hostLine, longRecord, noise, reportWith, runOf, stateWith } from '../../support/store-values.ts';
import { ALWAYS, START } from '../../support/store-world.ts';

const HOSTS = 5_000;

function storeOn(table: MemoryTable) {
  const clocks = { wall: () => START, steady: () => START };
  return createStore({ table: 'auto-update', access: {}, clocks, open: async () => table });
}

it('a fleet of 5,000 hosts has its records and its report in the table', async () => {
  const table = memoryTable(() => START);
  const store = storeOn(table);
  const mine = await store.take('web', ALWAYS);
  const records = Array.from({ length: HOSTS }, (_, at) => longRecord(`i-${noise(String(at), 17)}`));
  const canaries = records.slice(0, 500).map(({ id }) => id);
  const state = stateWith({ run: runOf('web', { canaries }) });
  expect(await mine?.save({ state, records }, ALWAYS)).toBe(true);
  // 98 records each: the bound that README.md states.
  expect(table.counts.get('transact')).toBe(Math.ceil(HOSTS / 98));
  const looked = await store.look('web', ALWAYS);
  expect(looked).toMatchObject({ state });
  expect(looked.records).toEqual(Object.fromEntries(records.map((record) => [record.id, record])));

  const report = reportWith('web', { hosts: records.map((_, at) => hostLine(at)) });
  expect(await mine?.save({ state: stateWith(), records: [], report }, ALWAYS)).toBe(true);
  expect(await store.reports('web', 1, ALWAYS)).toEqual([report]);
  expect(JSON.stringify(report).length).toBeGreaterThan(3_500_000);
});

it('all records, a run that ends and its report at once', async () => {
  const table = memoryTable(() => START);
  const store = storeOn(table);
  const mine = await store.take('web', ALWAYS);
  await mine?.save({ state: stateWith({ run: runOf('web') }), records: [] }, ALWAYS);
  for (const count of [97, 98, 99, 196, 197]) {
    const records = Array.from({ length: count }, (_, at) => longRecord(`i-${count}-${at}`));
    const report = reportWith('web', { run: `web-${count}`, hosts: [hostLine(count)] });
    const run = runOf('web');
    expect(await mine?.save({ state: stateWith(), records, report }, ALWAYS)).toBe(true);
    expect(await store.active(ALWAYS)).toEqual([]);
    expect(await mine?.save({ state: stateWith({ run }), records }, ALWAYS)).toBe(true);
    expect(await store.active(ALWAYS)).toEqual(['web']);
  }
  expect(Object.keys((await store.look('web', ALWAYS)).records)).toHaveLength(97 + 98 + 99 + 196 + 197);
});

it('an outbox of a thousand notices that are told nobody', async () => {
  const store = storeOn(memoryTable(() => START));
  const mine = await store.take('web', ALWAYS);
  const outbox = Array.from({ length: 1_000 }, (_, at) => ({
    title: `host i-${noise(String(at), 17)} has failed`,
    text: noise(`text ${at}`, 64).repeat(10),
    severity: 'error' as const,
    key: 'web-1',
    status: 'event' as const,
    at,
  }));
  const state = stateWith({ outbox });
  expect(await mine?.save({ state, records: [] }, ALWAYS)).toBe(true);
  expect((await store.look('web', ALWAYS)).state).toEqual(state);
});

it('reports are the newest, with all their parts', async () => {
  const store = storeOn(memoryTable(() => START));
  const mine = await store.take('web', ALWAYS);
  const lines = Array.from({ length: 3_000 }, (_, at) => hostLine(at));
  const reports = [21, 22, 23, 24].map((day) =>
    reportWith('web', { run: `web-202611${day}T020000Z`, hosts: lines.slice(day % 2 === 0 ? 0 : 2_900) }),
  );
  for (const report of reports) await mine?.save({ state: stateWith(), records: [], report }, ALWAYS);
  expect(await store.reports('web', 3, ALWAYS)).toEqual(reports.toReversed().slice(0, 3));
  expect(await store.reports('web', 9, ALWAYS)).toHaveLength(4);
});

it('a report that is written again is the later one', async () => {
  const store = storeOn(memoryTable(() => START));
  const mine = await store.take('web', ALWAYS);
  const hosts = Array.from({ length: 3_000 }, (_, at) => hostLine(at));
  await mine?.save({ records: [], report: reportWith('web', { hosts }) }, ALWAYS);
  const shorter = reportWith('web', { hosts: hosts.slice(0, 1_200) });
  await mine?.save({ records: [], report: shorter }, ALWAYS);
  expect(await store.reports('web', 9, ALWAYS)).toEqual([shorter]);
});

it('a report without one of its parts is refused', async () => {
  const table = memoryTable(() => START);
  const store = storeOn(table);
  const mine = await store.take('web', ALWAYS);
  const hosts = Array.from({ length: 3_000 }, (_, at) => hostLine(at));
  const report = reportWith('web', { hosts });
  await mine?.save({ records: [], report }, ALWAYS);
  await table.transact(
    [{ kind: 'delete', key: { pk: 'fleet#web', sk: `part#${report.run}#0001` } }],
    'lost',
    ALWAYS,
  );
  await expect(store.reports('web', 1, ALWAYS)).rejects.toMatchObject({ code: 'STATE_INVALID' });
});
