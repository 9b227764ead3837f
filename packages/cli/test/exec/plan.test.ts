import { describe, expect, test } from 'vitest';
import { chosenNames } from '../../src/exec/chosen-names.ts';
import { configTargets } from '../../src/exec/config-target.ts';
import type { Origin } from '../../src/exec/origin.ts';
import { mayBeOpenable, planVariables } from '../../src/exec/plan.ts';

const TOKEN = 'kmscrypt::AAAA';

function origin(name: string, variables: Readonly<Record<string, string>>): Origin {
  return {
    name,
    location: name === 'environment' ? undefined : `/${name}`,
    variables: new Map(Object.entries(variables)),
  };
}

interface Case {
  readonly environment?: Readonly<Record<string, string>>;
  readonly files?: readonly Readonly<Record<string, string>>[];
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly config?: readonly string[];
}

function plan({ environment = {}, files = [], only = [], except = [], config = [] }: Case): unknown {
  const origins = files.map((variables, index) => origin(`file${index}`, variables));
  const { variables, toOpen } = planVariables(origin('environment', environment), origins, {
    isChosen: chosenNames(only, except),
    targets: configTargets(config, '/'),
  });
  const opened = toOpen.map(({ name, variables: own }) => [name, [...own.keys()]]);
  return {
    variables: Object.fromEntries(
      Array.from(variables, ([name, { value, source }]) => [name, `${source}: ${value}`]),
    ),
    toOpen: Object.fromEntries(opened),
  };
}

describe('planVariables', () => {
  const cases: readonly (readonly [
    string,
    Case,
    Readonly<Record<string, string>>,
    Readonly<Record<string, readonly string[]>>,
  ])[] = [
    ['nothing', {}, {}, {}],
    ['plain', { environment: { A: 'x' } }, { A: 'environment: x' }, {}],
    ['a token', { environment: { A: `x${TOKEN}` } }, { A: `environment: x${TOKEN}` }, { environment: ['A'] }],
    [
      'references as a whole only',
      { environment: { A: 'ssm::/a', B: 'secretsmanager::b', C: 'x ssm::/a', D: 'vault::x' } },
      {
        A: 'environment: ssm::/a',
        B: 'environment: secretsmanager::b',
        C: 'environment: x ssm::/a',
        D: 'environment: vault::x',
      },
      { environment: ['A', 'B'] },
    ],
    ['a bare prefix is text', { environment: { A: 'kmscrypt::' } }, { A: 'environment: kmscrypt::' }, {}],
    [
      'the environment wins over a file',
      { environment: { A: 'x' }, files: [{ A: TOKEN, B: TOKEN }] },
      { A: 'environment: x', B: `file0: ${TOKEN}` },
      { file0: ['B'] },
    ],
    [
      'an empty variable wins, too',
      { environment: { A: '' }, files: [{ A: TOKEN }] },
      { A: 'environment: ' },
      {},
    ],
    [
      'a later file over an earlier one',
      { files: [{ A: TOKEN, B: 'x' }, { A: 'y' }] },
      { A: 'file1: y', B: 'file0: x' },
      {},
    ],
    [
      'only and except',
      { environment: { A: TOKEN, B: TOKEN, C: TOKEN }, only: ['A', 'B'], except: ['B'] },
      { A: `environment: ${TOKEN}`, B: `environment: ${TOKEN}`, C: `environment: ${TOKEN}` },
      { environment: ['A'] },
    ],
    [
      'what a config goes into is not opened',
      { environment: { A: TOKEN }, files: [{ A: TOKEN }], config: ['f=A'] },
      {},
      {},
    ],
    [
      'the local key is taken out, and its path stays',
      {
        environment: { KMSCRYPT_LOCAL_KEY: 'k', KMSCRYPT_LOCAL_KEY_FILE: '/k' },
        files: [{ KMSCRYPT_LOCAL_KEY: 'k' }],
      },
      { KMSCRYPT_LOCAL_KEY_FILE: 'environment: /k' },
      {},
    ],
    [
      'a name that every object has',
      { environment: { constructor: 'x' } },
      { constructor: 'environment: x' },
      {},
    ],
  ];
  test.each(cases)('%s', (_name, given, variables, toOpen) => {
    expect(plan(given)).toEqual({ variables, toOpen });
  });
});

test.each([
  ['{"a": 1}', false],
  [`{"a": "${TOKEN}"}`, true],
  ['a: ssm::/x', true],
  ['a: secretsmanager::x', true],
])('mayBeOpenable: %s', (text, expected) => {
  expect(mayBeOpenable(text)).toBe(expected);
});
