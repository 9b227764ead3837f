import type { Logger, TableCaller } from '@kmscrypt/lambda';
import type { Taken } from '../../ports.ts';
import { headerKey, numberIn, stateOf } from './items.ts';
import { isHeld } from './lease.ts';
import { readHosts } from './read-hosts.ts';
import { transactionsOf } from './save.ts';
import { type Clocks, tableClock } from './table-clock.ts';
import type { Condition, Item, Table } from './table.ts';

export interface TakeOptions {
  readonly call: TableCaller<Table>;
  readonly clocks: Clocks;
  /** In milliseconds. */
  readonly lease: number;
  /** Another one each time. */
  readonly newId: () => string;
  readonly logger?: Pick<Logger, 'warn'> | undefined;
}

/** What a clock that begins a lease may be behind the table's by; in milliseconds. */
const BEHIND = 5_000;
/** For giving back what could not be read; in milliseconds. */
const PATIENCE = 2_000;

/** See Store.take. */
export async function take(
  fleet: string,
  { call, clocks, lease, newId, logger }: TakeOptions,
  signal: AbortSignal,
): Promise<Taken | undefined> {
  const key = headerKey(fleet);
  const { item: before, heard } = await call('GetItem', signal, (table) => table.get(key, signal));
  const clock = tableClock(heard, clocks);
  const begun = clocks.steady();
  const now = Math.floor(clock.now());
  const left = numberIn(before, 'until');
  if (isHeld(left, { now, lease })) return undefined;
  const mine = { fence: numberIn(before, 'fence') + 1, holder: newId() };
  const until = now + lease;
  const condition = ownership(before);
  const header = await call('UpdateItem', signal, (table) =>
    table.update({ key, set: { ...mine, until }, condition }, signal),
  );
  // An attempt whose answer was lost has written it.
  if (header['holder'] !== mine.holder) return undefined;
  const wasLeft = left > 0;
  if (wasLeft) {
    // Whatever stands there need not be a time.
    const details = { fleet, fence: numberIn(before, 'fence'), secondsAgo: Math.round((now - left) / 1_000) };
    logger?.warn('a tick before this one has not given the fleet back; it is taken over', details);
  }
  const release = async (ending: AbortSignal): Promise<void> => {
    // Where somebody else has it by now, it is not ours to give back.
    await call('UpdateItem', ending, (table) =>
      table.update({ key, set: { until: 0 }, condition: mine }, ending),
    );
  };
  const looked = await orReleased(release, async () => ({
    state: stateOf(header),
    ...(await readHosts(call, fleet, signal)),
  }));

  let isActive = header['active'] === true;
  return {
    ...looked,
    at: now,
    lease: { fence: mine.fence, until },
    fence: mine.fence,
    now: () => Math.floor(clock.now()),
    isOurs: () => clocks.steady() - begun < lease - BEHIND,
    clockOff: clock.off,
    wasLeft,
    save: async (change, saving) => {
      const options = { fleet, isOurs: mine, isActive, now: clock.now() };
      for (const writes of transactionsOf(change, options)) {
        const token = newId();
        const isWritten = await call('TransactWriteItems', saving, (table) =>
          table.transact(writes, token, saving),
        );
        if (!isWritten) return false;
      }
      if (change.state !== undefined) isActive = change.state.run !== undefined;
      return true;
    },
    release,
  };
}

/** That nobody has taken it since it was read. */
function ownership(before: Item | undefined): Condition {
  return before === undefined ? { pk: undefined } : { fence: before['fence'], holder: before['holder'] };
}

/** So that nobody has to wait for the lease to end. */
async function orReleased<T>(
  release: (signal: AbortSignal) => Promise<void>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await release(AbortSignal.timeout(PATIENCE)).catch(() => {});
    throw error;
  }
}
