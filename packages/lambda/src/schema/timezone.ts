import * as z from 'zod/mini';

/** Of clocks that are never put forward: abbreviations and offsets that people write of a place whose clocks are. */
const FIXED = /^(?:[EHM]ST|GMT.*|Greenwich|Etc\/(?!UTC$).*|[+-].*)$/i;

/** The name of a time zone that Node knows, such as `Europe/Berlin`, or `UTC`; letter case does not count. */
export const timezone: z.ZodMiniString<string> = z.string().check(
  z.refine(isTimezone, { error: 'is not the name of a time zone; write one such as Europe/Berlin, or UTC' }),
  z.refine((name) => !(FIXED.test(name) && isTimezone(name)), {
    error:
      'is a time zone without summer time; write a place such as Europe/Berlin or America/New_York, or UTC',
  }),
);

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
