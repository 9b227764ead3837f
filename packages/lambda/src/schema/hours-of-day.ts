import * as z from 'zod/mini';

const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d`;
const HOURS = new RegExp(`^${TIME}-${TIME}$`);

/** `HH:MM-HH:MM`, such as `22:00-07:00`; where the second is not later than the first, it is that of the next day. */
export const hoursOfDay: z.ZodMiniString<string> = z.string().check(
  z.refine((hours) => HOURS.test(hours), {
    error: ({ input }) => `is not HH:MM-HH:MM; write ${meant(String(input))}`,
  }),
  z.refine((hours) => !HOURS.test(hours) || hours.slice(0, 5) !== hours.slice(6), {
    error: 'begins and ends at the same time; write hours such as 02:00-05:00',
  }),
);

/** Of hours: nothing secret. */
function meant(text: string): string {
  const midnight = text.replace(/-24:00$/, '-00:00');
  return HOURS.test(midnight) ? midnight : 'hours such as 02:00-05:00';
}
