import { expect, it } from 'vitest';
import { ConfigError } from '../src/error.ts';
import { problemsOf } from '../src/outcome-problems.ts';
import type { Outcome, Wanted } from '../src/resolve.ts';

const DOWN = new ConfigError('NETWORK', 'down');

function wanted(name: string): Wanted {
  return { text: '', work: { kind: 'tokens', matches: [] }, origin: { name: 'object' }, path: [name] };
}

function failed(...failures: readonly (readonly [key: string, error: ConfigError])[]): Outcome {
  return { ok: false, failures: failures.map(([key, error]) => ({ key, error })) };
}

function told(...outcomes: readonly Outcome[]): readonly string[] {
  const values = outcomes.map((_, index) => wanted('abc'[index] ?? ''));
  const { signal } = new AbortController();
  return problemsOf(values, outcomes, signal).map(
    ({ error, path }) => `${path.join('.')}: ${error instanceof ConfigError ? error.reason : ''}`,
  );
}

it.each<[name: string, outcomes: readonly Outcome[], expected: readonly string[]]>([
  [
    'each failure of a value',
    [failed(['x', new ConfigError('NETWORK', '1')], ['y', new ConfigError('NETWORK', '2')])],
    ['a: 1', 'a: 2'],
  ],
  ['one failure of several tokens of a value once', [failed(['x', DOWN], ['y', DOWN])], ['a: down']],
  [
    'one failure of several values once',
    [failed(['x', DOWN], ['y', DOWN]), failed(['z', DOWN])],
    ['a: (and one more value) down'],
  ],
  [
    'one token that fails in several values',
    [failed(['x', DOWN]), failed(['x', DOWN])],
    ['a: down', 'b: down'],
  ],
])('tells %s', (_name, outcomes, expected) => {
  expect(told(...outcomes)).toEqual(expected);
});
