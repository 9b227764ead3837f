import { describe, expect, test } from 'vitest';
import { interpolate } from '../src/interpolate.ts';

const FILE: Readonly<Record<string, string>> = {
  A: '${B}',
  B: '${A}',
  C: 'c',
  D: '${C}d',
  EMPTY: '',
  LACKING: '${NONE}',
};

function expand(text: string, file: Readonly<Record<string, string>> = FILE): string {
  const result = interpolate(text, (name) => {
    if (name === 'ENV') return { text: '${C}', expands: false };
    const own = file[name];
    return own === undefined ? undefined : { text: own, expands: true };
  });
  return typeof result === 'string' ? result : result.map(({ code }) => code).join(' ');
}

function chain(count: number): Readonly<Record<string, string>> {
  const names = Array.from({ length: count }, (_, index) => [`V${index}`, `\${V${index + 1}}`]);
  return { ...Object.fromEntries(names), [`V${count}`]: 'x' };
}

/** Variables of which each holds the next one twice. */
function doubling(count: number, last: string): Readonly<Record<string, string>> {
  const names = Array.from({ length: count }, (_, index) => [`V${index}`, `\${V${index + 1}}`.repeat(2)]);
  return { ...Object.fromEntries(names), [`V${count}`]: last };
}

describe('interpolate', () => {
  test.each([
    ['${C}', 'c'],
    ['x${C}y${C}', 'xcyc'],
    ['${D}', 'cd'],
    ['${ENV}', '${C}'],
    ['$${C}', '${C}'],
    ['$C $ {C} }', '$C $ {C} }'],
    ['${NONE:-x}', 'x'],
    ['${NONE:-}', ''],
    ['${EMPTY:-x}', 'x'],
    ['${EMPTY}', ''],
    ['${C:-x}', 'c'],
    ['${NONE}', 'VARIABLE_MISSING'],
    ['${}', 'VARIABLE_MISSING'],
    ['${a b}', 'VARIABLE_MISSING'],
    ['${A}', 'CIRCULAR'],
    ['${open', '${open'],
    ['${open ${C}', '${open c'],
    ['}${C}', '}c'],
    ['${NONE:-${ALSO:-x}}', 'x'],
    ['${NONE:-${C}}y', 'cy'],
    ['${NONE:-a${ALSO:-b${C}}d}', 'abcd'],
    ['${C:-${NONE}}', 'c'],
    ['${NONE:-$${C}}', '${C}'],
    ['${NONE:-{"a":{}}}', '{"a":{}}'],
    ['${C:-{"a":1}}', 'c'],
    ['${NONE:-${ALSO}}', 'VARIABLE_MISSING'],
    ['${NONE:-${A}}', 'CIRCULAR'],
    ['${NONE}-${ALSO}-${NONE}', 'VARIABLE_MISSING VARIABLE_MISSING'],
    ['${NONE}${A}', 'VARIABLE_MISSING CIRCULAR'],
    ['${LACKING}${NONE}', 'VARIABLE_MISSING'],
  ])('%s', (text, expected) => {
    expect(expand(text)).toBe(expected);
  });

  test.each([
    ['grows beyond 1 MiB', doubling(60, 'x'), 'TOO_DEEP'],
    ['stays small', doubling(60, ''), ''],
    ['is exactly 1 MiB', doubling(20, 'x'), 'x'.repeat(2 ** 20)],
    ['holds itself', { ...doubling(60, 'x'), V60: '${V0}' }, 'CIRCULAR'],
    ['lacks a variable', doubling(60, '${NONE}'), 'VARIABLE_MISSING'],
    ['leads through a thousand others', chain(1_000), 'TOO_DEEP'],
  ])('ends soon with what doubles and %s', (_, file, expected) => {
    expect(expand('${V0}', file) === expected).toBe(true);
  });

  test.each([
    ['variables', '${C}'.repeat(250_000), 'c'.repeat(250_000)],
    ['open braces', '${'.repeat(200_000), '${'.repeat(200_000)],
    ['defaults in defaults', `${'${NONE:-'.repeat(100_000)}${'}'.repeat(100_000)}`, 'TOO_DEEP'],
  ])('ends soon with many %s', (_, text, expected) => {
    expect(expand(text) === expected).toBe(true);
  });
});
