import { LambdaError } from '@kmscrypt/lambda';
import { deflateRawSync } from 'node:zlib';
import type { RunReport } from '../../plan-types.ts';
import { expiresAt, KEPT, nameOf } from './items.ts';
import { unpacked } from './packed.ts';
import { isRunReport } from './shapes.ts';
import type { Item, Range } from './table.ts';

/** What of a compressed report stands in one item, which may have 400 KB in all. */
const PART = 350_000;
/** Parts outlive what names them; in milliseconds. */
const LONGER = 7 * 86_400_000;

/** A report, in as many items as it takes; the one that names the others is the last. */
export function reportItems(report: RunReport, now: number): readonly Item[] {
  const { fleet, run } = report;
  const pk = `fleet#${fleet}`;
  const bytes = deflateRawSync(JSON.stringify(report));
  const count = Math.ceil(bytes.length / PART);
  const part = (index: number): Uint8Array => bytes.subarray(index * PART, (index + 1) * PART);
  const later = Array.from({ length: count - 1 }, (_, index) => ({
    pk,
    sk: `part#${run}#${String(index + 1).padStart(4, '0')}`,
    value: part(index + 1),
    expires: expiresAt(now + KEPT + LONGER),
  }));
  const head = { pk, sk: `report#${run}`, value: part(0), parts: count, expires: expiresAt(now + KEPT) };
  return [...later, head];
}

export function reportHeads(fleet: string): Range {
  return { pk: `fleet#${fleet}`, between: ['report#', 'report$'], isBackwards: true };
}

/** Where the other parts of a report are; undefined where it has none. */
export function reportParts({ pk, sk, parts }: Item): Range | undefined {
  const run = String(sk).slice('report#'.length);
  return typeof parts === 'number' && parts > 1
    ? { pk: String(pk), between: [`part#${run}#`, `part#${run}$`] }
    : undefined;
}

/** @throws LambdaError `STATE_INVALID` */
export function reportOf(head: Item, later: readonly Item[]): RunReport {
  const what = nameOf(head);
  const wanted = typeof head['parts'] === 'number' ? head['parts'] - 1 : 0;
  const parts = [head, ...later.slice(0, wanted)].map(({ value }) => value);
  const bytes = parts.filter((value) => value instanceof Uint8Array);
  if (bytes.length < wanted + 1) throw new LambdaError('STATE_INVALID', `${what} in the table lacks a part`);
  return unpacked(Buffer.concat(bytes), { what, is: isRunReport });
}
