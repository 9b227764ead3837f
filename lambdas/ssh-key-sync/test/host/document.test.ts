import { spawnSync } from 'node:child_process';
import { expect, it, test } from 'vitest';
import { DOCUMENT_BYTES } from '@kmscrypt/bundle/host-document';
import { documentOf } from '../../build/document.ts';
import { SOURCE } from './script.ts';

interface Document {
  readonly parameters: Readonly<
    Record<string, { readonly allowedPattern: string; readonly default?: string }>
  >;
  readonly mainSteps: readonly [{ readonly inputs: { readonly runCommand: readonly string[] } }];
}

const document: Document = JSON.parse(documentOf(SOURCE));
const { runCommand } = document.mainSteps[0].inputs;

const GOOD: Readonly<Record<string, readonly string[]>> = {
  Bucket: ['kmscrypt-ssh-keys-111111111111', 'a.b', 'x'.repeat(63)],
  Region: ['eu-central-1', 'us-gov-west-1', 'cn-north-1', 'ap-southeast-12'],
  Group: ['dev-app', 'a', 'a'.repeat(63)],
  Version: ['0', '42', '999999999999999'],
  Sha256: ['', '0123456789abcdef'.repeat(4)],
  Every: ['1', '5', '1440'],
};

const SHELL = [
  "'",
  "a'; id; '",
  '$(id)',
  '`id`',
  'a b',
  'a\nb',
  'a;b',
  'a|b',
  'a&b',
  '{{ssm:x}}',
  '-x',
  '\\',
  'a\n',
  '\na',
  'é',
];

test('the parameters are those that the Lambda sends', () => {
  expect(Object.keys(document.parameters)).toEqual(Object.keys(GOOD));
});

it.each(Object.entries(GOOD))('%s takes what it is for', (name, values) => {
  for (const value of values) expect(value).toMatch(patternOf(name));
});

it.each(Object.keys(GOOD))('%s leaves no room for shell', (name) => {
  const good = GOOD[name]?.at(-1) ?? '';
  for (const part of SHELL)
    for (const value of [part, good + part]) expect(value).not.toMatch(patternOf(name));
});

test('defaults are taken', () => {
  for (const [name, { default: value }] of Object.entries(document.parameters))
    expect(value ?? GOOD[name]?.[0]).toMatch(patternOf(name));
});

test('parameters stand in the last lines alone, each within single quotes', () => {
  const places = runCommand.filter((line) => line.includes('{{'));
  expect(places).toEqual(runCommand.slice(-4).filter((line) => line.includes('{{')));
  const named = places.join(' ').matchAll(/ '\{\{ (\w+) \}\}'/gu);
  expect(new Set([...named].map(([, name]) => name))).toEqual(new Set(Object.keys(GOOD)));
  expect(places.join(' ').split('{{')).toHaveLength(Object.keys(GOOD).length + 1);
});

test('it fits SSM, and the script is in it as it is', () => {
  expect(Buffer.byteLength(documentOf(SOURCE))).toBeLessThan(DOCUMENT_BYTES);
  expect(`${runCommand.join('\n')}\n`).toContain(SOURCE);
});

test('what SSM runs is a script that writes the source out', () => {
  const upToInstall = runCommand.slice(
    0,
    runCommand.findIndex((line) => line.startsWith('sh "$program" install')),
  );
  const { stdout, stderr } = spawnSync('sh', [], {
    input: [...upToInstall, 'cat "$program"'].join('\n'),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout).toBe(SOURCE);
});

it.each([
  ['braces', 'echo {{ Group }}\n'],
  ['the end mark', 'echo\nKMSCRYPT-END-OF-SCRIPT-7f1c2d\n'],
  ['too many bytes', '#'.repeat(DOCUMENT_BYTES)],
])('a script with %s is refused', (_, script) => {
  expect(() => documentOf(script)).toThrow(/^the (?:script|document) has /u);
});

/** As SSM reads it: the whole value. In JavaScript `$` is the very end. */
function patternOf(name: string): RegExp {
  return new RegExp(document.parameters[name]?.allowedPattern ?? '^never$', 'u');
}
