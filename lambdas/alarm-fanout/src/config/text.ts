import * as z from '@kmscrypt/lambda/schema';

export const text = z.string().check(z.minLength(1, 'is empty'));
/** A text in which `*` stands for any characters and `?` for one; letter case counts. */
export const globs = z.array(text).check(z.minLength(1, 'is an empty list'));
export const severity = z.enum(['critical', 'error', 'warning', 'info']);

/** A destination's, which stands in names of queues too: with `alarm-fanout-` and `-dead-letters.fifo` they have 80 characters at most. */
export const destinationName = z.string().check(
  z.regex(/^[a-z][a-z0-9-]{0,29}$/, 'is not a name: a letter, then up to 29 of a-z, 0-9 and -'),
  z.refine((name) => !name.endsWith('-dead-letters'), {
    error: 'ends as the names of dead-letter queues do',
  }),
);
export const destinationNames = z.array(destinationName).check(z.minLength(1, 'names no destination'));

export function numberFrom(least: number, most: number) {
  return z.number().check(z.minimum(least), z.maximum(most));
}
