import type { TableCaller } from '@kmscrypt/lambda';
import type { Looked } from '../../ports.ts';
import { controlOf, readRange, recordOf } from './items.ts';
import { allOf } from './pages.ts';
import type { Table } from './table.ts';

/** What stands beside the header of a fleet: what operators wish, and the records of its hosts. */
export async function readHosts(
  call: TableCaller<Table>,
  fleet: string,
  signal: AbortSignal,
): Promise<Pick<Looked, 'control' | 'records'>> {
  const items = await allOf(call, readRange(fleet), { signal });
  const records = items.filter(({ sk }) => typeof sk === 'string' && sk.startsWith('host#')).map(recordOf);
  return {
    control: controlOf(items.find(({ sk }) => sk === 'control')),
    records: Object.fromEntries(records.map((record) => [record.id, record])),
  };
}
