import type { Table } from '../../src/aws/store/table.ts';

/** What happens to a call: nothing; it never arrives; its answer is lost; nobody hears of it, and it arrives later on. */
export type TableFault = 'pass' | 'refuse' | 'lose' | 'late';

/** Fewer than attempts that are made. */
const MOST_IN_ROW = 3;

/** A table to which calls come through a network. @param faults of the calls, in their order; later ones pass */
export function unreliable(table: Table, faults: readonly TableFault[]) {
  const left = [...faults];
  let inRow = 0;
  const late: (() => Promise<unknown>)[] = [];
  const through = async <T>(make: () => Promise<T>): Promise<T> => {
    const next = left.shift() ?? 'pass';
    const fault = inRow >= MOST_IN_ROW ? 'pass' : next;
    inRow = fault === 'pass' ? 0 : inRow + 1;
    const failure = Object.assign(new Error('the connection was reset'), { code: 'ECONNRESET' });
    if (fault === 'late') late.push(make);
    if (fault === 'refuse' || fault === 'late') throw failure;
    const answer = await make();
    if (fault === 'lose') throw failure;
    return answer;
  };
  const reached: Table = {
    get: (key, signal) => through(() => table.get(key, signal)),
    query: (range, signal) => through(() => table.query(range, signal)),
    put: (item, condition, signal) => through(() => table.put(item, condition, signal)),
    update: (write, signal) => through(() => table.update(write, signal)),
    transact: (writes, token, signal) => through(() => table.transact(writes, token, signal)),
  };
  return {
    table: reached,
    /** What was held up arrives. */
    arrive: async (): Promise<void> => {
      for (const make of late.splice(0)) await make();
    },
  };
}
