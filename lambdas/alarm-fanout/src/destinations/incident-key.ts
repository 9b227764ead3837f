import { hash } from 'node:crypto';

/** In hexadecimal digits. */
const HASH = 64;

/**
 * A subject as the key of an incident: as it is where that fits, else what fits of it with its hash, so that it can still be read and
 * found, and no two subjects have one key.
 *
 * @param options.most in characters; at least 66
 * @param options.unfit what the key must not have; default: nothing
 */
export function incidentKey(
  subject: string,
  { most, unfit }: { readonly most: number; readonly unfit?: RegExp | undefined },
): string {
  const fit = subject.toWellFormed();
  const clean = unfit === undefined ? fit : fit.replace(unfit, '_');
  if (clean === subject && clean.length <= most && clean !== '') return clean;
  const digest = hash('sha256', Buffer.from(subject, 'utf16le'));
  return `${clean.slice(0, most - HASH - 1).toWellFormed()}-${digest}`;
}
