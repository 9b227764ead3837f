import { expect, test } from 'vitest';
import { timezone } from '../../src/schema/timezone.ts';

test.each<[name: string, input: unknown, isOne: boolean]>([
  ['UTC', 'UTC', true],
  ['a city', 'Europe/Berlin', true],
  ['three parts', 'America/Argentina/Buenos_Aires', true],
  ['letter case', 'europe/berlin', true],
  ['half a name', 'Berlin', false],
  ['a place that is not there', 'Europe/Atlantis', false],
  ['an empty text', '', false],
  ['spaces', ' UTC', false],
  ['no text', 1, false],
  ['UTC by its long name', 'Etc/UTC', true],
  ['hours that Berlin has, with summer time', 'CET', true],
  ['an abbreviation that never has summer time', 'EST', false],
  ['one that London has in winter alone', 'GMT', false],
  ['hours from Greenwich', 'Etc/GMT-2', false],
  ['an offset', '+02:00', false],
  ['summer time itself', 'CEST', false],
])('%s', (_name, input, isOne) => {
  expect(timezone.safeParse(input).success).toBe(isOne);
});
