import type { Control } from '../../control.ts';
import { EMPTY_STATE, type FleetState } from '../../state.ts';
import type { HostRecord } from '../../host-record.ts';
import { packed, unpacked } from './packed.ts';
import { isControl, isFleetState, isHostRecord } from './shapes.ts';
import type { Item, Key, Range } from './table.ts';

/** How long a record or a report is kept after it was last written; in milliseconds. */
export const KEPT = 400 * 86_400_000;

const NO_WISHES: Control = { format: 1 };
/** Of the fleets that have a run under way. */
export const ACTIVE = 'active';

export function headerKey(fleet: string): Key {
  return { pk: `fleet#${fleet}`, sk: 'state' };
}

export function controlKey(fleet: string): Key {
  return { pk: `fleet#${fleet}`, sk: 'control' };
}

/** All that a tick reads besides the header: `control`, and all that begins with `host#`. */
export function readRange(fleet: string): Range {
  return { pk: `fleet#${fleet}`, between: ['control', 'host$'] };
}

export function recordKey(fleet: string, host: string): Key {
  return { pk: `fleet#${fleet}`, sk: `host#${host}` };
}

export function recordItem(fleet: string, record: HostRecord, now: number): Item {
  return {
    ...recordKey(fleet, record.id),
    value: packed(record),
    expires: expiresAt(now + KEPT),
  };
}

/** In seconds, as a table wants it. */
export function expiresAt(time: number): number {
  return Math.ceil(time / 1_000);
}

export function recordOf(item: Item): HostRecord {
  return unpacked(item['value'], { what: nameOf(item), is: isHostRecord });
}

export function controlOf(item: Item | undefined): Control {
  if (item?.['value'] === undefined) return NO_WISHES;
  return unpacked(item['value'], { what: nameOf(item), is: isControl });
}

export function stateOf(header: Item | undefined): FleetState {
  if (header?.['state'] === undefined) return EMPTY_STATE;
  return unpacked(header['state'], { what: nameOf(header), is: isFleetState });
}

/** For messages. */
export function nameOf({ pk, sk }: Item): string {
  return `${String(sk)} of ${String(pk)}`;
}

export function numberIn(item: Item | undefined, name: string): number {
  const value = item?.[name];
  return typeof value === 'number' ? value : 0;
}
