import type { Saved } from '../../ports.ts';
import { ACTIVE, headerKey, recordItem, recordKey } from './items.ts';
import { packed } from './packed.ts';
import { reportItems } from './report-items.ts';
import type { Condition, Item, Write } from './table.ts';

export interface SaveOptions {
  readonly fleet: string;
  /** That the fleet is still ours. */
  readonly isOurs: Condition;
  /** Whether the fleet is among those that have a run under way. */
  readonly isActive: boolean;
  readonly now: number;
}

/** What one transaction takes is 100 items and 4 MB; room for the header and `active`, and for what DynamoDB adds. */
const MOST_ITEMS = 98;
const MOST_BYTES = 2_500_000;

/**
 * Cuts what is to be written into transactions, to be made one after the other. The header comes with the last one: what it says of hosts,
 * and the end of a run, is true once it stands there.
 */
export function transactionsOf(
  { state, records, report, forgotten = [] }: Saved,
  { fleet, isOurs, isActive, now }: SaveOptions,
): readonly (readonly Write[])[] {
  const key = headerKey(fleet);
  const check: Write = { kind: 'check', key, condition: isOurs };
  const items = [
    ...records.map((record) => recordItem(fleet, record, now)),
    ...(report === undefined ? [] : reportItems(report, now)),
  ];
  const puts = lotsOf(items).map((lot) => lot.map((item): Write => ({ kind: 'put', item })));
  const gone = deletions(fleet, forgotten);
  const lots = items.length === 0 && gone.length > 0 ? gone : [...gone, ...puts];
  if (state === undefined) return lots.map((writes) => [check, ...writes]);
  const active = state.run !== undefined;
  const header: Write = {
    kind: 'update',
    key,
    set: { state: packed(state), active, ticked: state.ticked },
    condition: isOurs,
  };
  const marks = active === isActive ? [] : [markOf(fleet, active)];
  return lots.map((writes, index) =>
    index === lots.length - 1 ? [header, ...marks, ...writes] : [check, ...writes],
  );
}

function deletions(fleet: string, hosts: readonly string[]): readonly (readonly Write[])[] {
  const count = Math.ceil(hosts.length / MOST_ITEMS);
  return Array.from({ length: count }, (_, index) =>
    hosts
      .slice(index * MOST_ITEMS, (index + 1) * MOST_ITEMS)
      .map((id): Write => ({ kind: 'delete', key: recordKey(fleet, id) })),
  );
}

function markOf(fleet: string, active: boolean): Write {
  const key = { pk: ACTIVE, sk: fleet };
  return active ? { kind: 'put', item: key } : { kind: 'delete', key };
}

/** At least one, which may be empty. */
function lotsOf(items: readonly Item[]): readonly (readonly Item[])[] {
  const lots: Item[][] = [[]];
  let bytes = 0;
  for (const item of items) {
    const size = sizeOf(item);
    const last = lots.at(-1) ?? [];
    if (last.length >= MOST_ITEMS || (last.length > 0 && bytes + size > MOST_BYTES)) {
      lots.push([item]);
      bytes = size;
    } else {
      last.push(item);
      bytes += size;
    }
  }
  return lots;
}

function sizeOf(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => {
    const size = value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value));
    return sum + name.length + size;
  }, 0);
}
