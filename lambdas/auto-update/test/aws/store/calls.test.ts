import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { motoOfFile } from '../../support/moto.ts';
import type { ProxyFault } from '../../support/store-proxy.ts';
import { many, recordWith, reportWith, runOf, stateWith } from '../../support/store-values.ts';
import { ALWAYS, type Opened, storeWorld, TABLE, taken } from '../../support/store-world.ts';

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

describe.skipIf(moto === undefined)('a call', () => {
  /** All that a tick does with a fleet. @returns what there is then */
  const wholeTick = async (opened: Opened, fleet: string) => {
    const mine = await taken(opened, fleet);
    const state = stateWith({ run: runOf(fleet) });
    expect(await mine.save({ state, records: many(120) }, ALWAYS)).toBe(true);
    const ended = { state: stateWith({ ticked: 3 }), records: [], report: reportWith(fleet) };
    expect(await mine.save(ended, ALWAYS)).toBe(true);
    await mine.release(ALWAYS);
    await opened.store.wish(
      fleet,
      (control) => ({ ...control, paused: { at: (control.paused?.at ?? 0) + 1, by: 'alice' } }),
      ALWAYS,
    );
    const { at: _at, ...looked } = await opened.store.look(fleet, ALWAYS);
    return { ...looked, reports: await opened.store.reports(fleet, 9, ALWAYS), fence: mine.fence };
  };
  const expected = (fleet: string) => ({
    state: stateWith({ ticked: 3 }),
    control: { format: 1, paused: { at: 1, by: 'alice' } },
    records: Object.fromEntries(many(120).map((record) => [record.id, record])),
    reports: [reportWith(fleet)],
    fence: 1,
  });

  it.each<[name: string, fault: ProxyFault]>([
    ['whose answer is lost', 'lose'],
    ['that reaches nobody', 'refuse'],
    ['that is throttled', { status: 400, type: 'ProvisionedThroughputExceededException' }],
    ['that is throttled, on demand', { status: 400, type: 'ThrottlingException' }],
    ['that fails inside', { status: 500, type: 'InternalServerError' }],
    ['beside another one', { status: 400, type: 'TransactionConflictException' }],
    [
      'beside another transaction',
      {
        status: 400,
        type: 'TransactionCanceledException',
        reasons: ['TransactionConflict', 'None'],
      },
    ],
    [
      'in a throttled transaction',
      {
        status: 400,
        type: 'TransactionCanceledException',
        reasons: ['None', 'ThrottlingError', 'TransactionConflict'],
      },
    ],
  ])('%s is made again, whichever it is', async (_name, fault) => {
    const isOfTransactions = typeof fault === 'object' && 'status' in fault && fault.reasons !== undefined;
    const opened = await world.open({
      faultOf: ({ number, operation }) =>
        number % 2 === 1 && (!isOfTransactions || operation === 'TransactWriteItems') ? fault : 'pass',
    });
    const fleet = world.newFleet();
    expect(await wholeTick(opened, fleet)).toEqual(expected(fleet));
  });

  it('that is made again has the token of its first attempt, and no other one has', async () => {
    const opened = await world.open({ faultOf: ({ number }) => (number % 2 === 0 ? 'lose' : 'pass') });
    await wholeTick(opened, world.newFleet());
    const tokens = new Map<string, Set<string>>();
    for (const { operation, body } of opened.requests) {
      if (operation !== 'TransactWriteItems') continue;
      const { ClientRequestToken: token } = JSON.parse(body) as { ClientRequestToken: string };
      tokens.set(token, (tokens.get(token) ?? new Set()).add(body));
    }
    expect(tokens.size).toBe(3);
    for (const bodies of tokens.values()) expect(bodies.size).toBe(1);
  });

  it.each<[name: string, table: string, fault: ProxyFault, code: string]>([
    ['without a table', 'none', 'pass', 'INVALID_OPTION'],
    ['that is not allowed', TABLE, { status: 400, type: 'AccessDeniedException' }, 'ACCESS_DENIED'],
  ])('%s is not made again', async (_name, table, fault, code) => {
    const { store, requests } = await world.open({ table, faultOf: () => fault });
    await expect(store.take('web', ALWAYS)).rejects.toMatchObject({ code });
    await expect(store.active(ALWAYS)).rejects.toMatchObject({ code });
    expect(requests).toHaveLength(2);
  });

  it.each<[reason: string]>([['TransactionConflict'], ['ThrottlingError']])(
    'of a transaction is made again for as long as the signal lets it: %s',
    async (reason) => {
      const fault = { status: 400, type: 'TransactionCanceledException', reasons: ['None', reason] };
      let left = 12;
      const opened = await world.open({
        faultOf: ({ operation }) => (operation === 'TransactWriteItems' && left-- > 0 ? fault : 'pass'),
      });
      const mine = await taken(opened, world.newFleet());
      expect(await mine.save({ records: [recordWith('i-1')] }, ALWAYS)).toBe(true);
      expect(left).toBe(-1);
    },
  );

  it('of a transaction that DynamoDB will never do is not made again', async () => {
    const reasons = ['None', 'ValidationError'];
    const fault = { status: 400, type: 'TransactionCanceledException', reasons };
    const opened = await world.open({
      faultOf: ({ operation }) => (operation === 'TransactWriteItems' ? fault : 'pass'),
    });
    const mine = await taken(opened, world.newFleet());
    const saved = mine.save({ records: [recordWith('i-1')] }, ALWAYS);
    await expect(saved).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    expect(opened.requests.filter(({ operation }) => operation === 'TransactWriteItems')).toHaveLength(1);
  });

  it('ends with the signal', async () => {
    const ending = new AbortController();
    const { store } = await world.open({
      faultOf: () => {
        ending.abort();
        return 'refuse';
      },
    });
    await expect(store.take('web', ending.signal)).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
