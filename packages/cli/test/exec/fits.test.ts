import { expect, test } from 'vitest';
import { checkFits } from '../../src/exec/fits.ts';
import { sizeLimits } from '../../src/exec/size-limits.ts';

const KIB = 1024;
const LIMITS = { one: 128 * KIB, all: 2_048 * KIB };
const variable = (name: string, bytes: number): { name: string; value: string; source: string } => ({
  name,
  value: 'x'.repeat(bytes - name.length - 2),
  source: 'environment',
});

function problems(
  variables: Parameters<typeof checkFits>[0],
  argv: readonly string[] = ['a'],
  limits = LIMITS,
): readonly { code: string; message: string }[] {
  try {
    checkFits(variables, argv, () => limits);
    return [];
  } catch (error) {
    return (error as { errors: { code: string; message: string }[] }).errors;
  }
}

test.each([
  ['nothing', [], ['a']],
  ['as much as one may be', [variable('A', 128 * KIB)], ['a']],
  ['an argument as long as one may be', [], ['a', 'x'.repeat(128 * KIB - 1)]],
  ['much, in many', Array.from({ length: 15 }, (_, index) => variable(`A${index}`, 100 * KIB)), ['a']],
])('fits: %s', (_name, variables, argv) => {
  expect(problems(variables, argv)).toEqual([]);
});

test.each([
  ['one too large', [variable('A', 128 * KIB + 1)], ['a'], [/^A: /]],
  [
    'in bytes, not characters',
    [{ name: 'A', value: 'é'.repeat(70_000), source: 'f' }],
    ['a'],
    [/^A: .*140003/],
  ],
  [
    'two too large',
    [variable('A', 200_000), variable('B', 10), variable('C', 200_000)],
    ['a'],
    [/^A: /, /^C: /],
  ],
  ['an argument', [], ['a', 'x'.repeat(128 * KIB)], [/^an argument/]],
  [
    'all together',
    [
      ...Array.from({ length: 21 }, (_, index) => variable(`A${index}`, 100 * KIB)),
      variable('BIG', 110 * KIB),
    ],
    ['a'],
    [/largest variable is BIG/],
  ],
])('does not fit: %s', (_name, variables, argv, messages) => {
  const found = problems(variables, argv);
  expect(found.map(({ code }) => code)).toEqual(messages.map(() => 'ENVIRONMENT_TOO_LARGE'));
  for (const [index, message] of messages.entries()) expect(found[index]?.message).toMatch(message);
});

test('a NUL is refused by name, without the value', () => {
  const found = problems([{ name: 'A', value: 'canary\0', source: 'environment' }]);
  expect(found).toMatchObject([{ code: 'FORMAT_CANNOT_EXPRESS', message: expect.stringMatching(/^A: /) }]);
  expect(JSON.stringify(found)).not.toContain('canary');
});

test('the limits are not asked for where there is little', () => {
  const check = (): void =>
    checkFits([variable('A', 1_000)], ['a'], () => {
      throw new Error('asked');
    });
  expect(check).not.toThrow();
});

test('the limits of this machine', () => {
  const { one, all } = sizeLimits();
  expect(one).toBeGreaterThanOrEqual(128 * KIB);
  expect(all).toBeGreaterThanOrEqual(128 * KIB);
  expect(all).toBeLessThanOrEqual(6_144 * KIB);
});
