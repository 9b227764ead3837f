import { describe, expect, test } from 'vitest';
import { ConfigError } from '../src/error.ts';
import { interpolate } from '../src/interpolate.ts';

const FILE: Readonly<Record<string, string>> = { A: '${B}', B: '${A}', C: 'c', D: '${C}d', EMPTY: '' };

function expand(text: string): string {
  const result = interpolate(text, (name) => {
    if (name === 'ENV') return { text: '${C}', expands: false };
    const own = FILE[name];
    return own === undefined ? undefined : { text: own, expands: true };
  });
  return result instanceof ConfigError ? result.code : result;
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
  ])('%s', (text, expected) => {
    expect(expand(text)).toBe(expected);
  });
});
