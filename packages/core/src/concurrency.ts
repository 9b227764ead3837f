import { KmscryptError } from './error.ts';

/**
 * How many calls run at once: what the caller says, else 32.
 *
 * @throws KmscryptError `INVALID_OPTION` for anything but a whole number from 1.
 */
export function boundOf(concurrency = 32): number {
  if (Number.isInteger(concurrency) && concurrency > 0) return concurrency;
  throw new KmscryptError('INVALID_OPTION', `concurrency is a whole number from 1, not ${concurrency}`);
}
