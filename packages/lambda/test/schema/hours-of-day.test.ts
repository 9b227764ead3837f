import { expect, test } from 'vitest';
import { hoursOfDay } from '../../src/schema/hours-of-day.ts';

test.each<[input: string, told: readonly string[]]>([
  ['02:00-05:00', []],
  ['22:00-00:00', []],
  ['22:00-24:00', ['is not HH:MM-HH:MM; write 22:00-00:00']],
  ['2-5', ['is not HH:MM-HH:MM; write hours such as 02:00-05:00']],
  ['', ['is not HH:MM-HH:MM; write hours such as 02:00-05:00']],
  ['02:00-02:00', ['begins and ends at the same time; write hours such as 02:00-05:00']],
])('%s', (input, told) => {
  expect(hoursOfDay.safeParse(input).error?.issues.map(({ message }) => message) ?? []).toEqual(told);
});
