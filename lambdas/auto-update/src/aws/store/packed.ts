import { LambdaError } from '@kmscrypt/lambda';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { formatOf } from './shapes.ts';
import type { Value } from './table.ts';

/** JSON that is longer than this is compressed; in UTF-8. Shorter ones can be read in the console. */
const PLAIN = 1_024;

/** How a value stands in an attribute: as JSON, or where that is long as compressed JSON. */
export function packed(value: unknown): string | Uint8Array {
  const text = JSON.stringify(value);
  return Buffer.byteLength(text) > PLAIN ? deflateRawSync(text) : text;
}

export interface Wanted<T> {
  /** The item, for the message. */
  readonly what: string;
  readonly is: (value: unknown) => value is T;
}

/** @throws LambdaError `STATE_INVALID` */
export function unpacked<T>(attribute: Value | undefined, { what, is }: Wanted<T>): T {
  const value = valueOf(attribute);
  if (is(value)) return value;
  const format = formatOf(value) ?? 1;
  const why =
    format > 1
      ? `is of format ${format}: deploy the release that wrote it`
      : 'is not what we write: restore it from a backup of the table; or bring the hosts of its fleet in by hand, then delete the items of the fleet';
  throw new LambdaError('STATE_INVALID', `${what} in the table cannot be used: it ${why}`);
}

/** Undefined where it is neither. What the parser says would quote it. */
function valueOf(attribute: Value | undefined): unknown {
  try {
    if (typeof attribute === 'string') return JSON.parse(attribute);
    if (attribute instanceof Uint8Array) return JSON.parse(inflateRawSync(attribute).toString());
  } catch {
    return undefined;
  }
  return undefined;
}
