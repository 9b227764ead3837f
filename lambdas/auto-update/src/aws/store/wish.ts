import type { TableCaller } from '@kmscrypt/lambda';
import type { Control } from '../../control.ts';
import { changeItem } from './change-item.ts';
import { controlKey, controlOf } from './items.ts';
import { packed } from './packed.ts';
import type { Table } from './table.ts';

export interface WishOptions {
  readonly call: TableCaller<Table>;
  readonly fleet: string;
  /** Another one each time. */
  readonly newId: () => string;
}

/** See Store.wish. */
export async function wish(
  { call, fleet, newId }: WishOptions,
  change: (control: Control) => Control,
  signal: AbortSignal,
): Promise<Control> {
  return changeItem(
    {
      call,
      newId,
      change,
      key: controlKey(fleet),
      what: `control of ${fleet}`,
      valueOf: controlOf,
      attributesOf: (control) => ({ value: packed(control) }),
    },
    signal,
  );
}
