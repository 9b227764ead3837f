import { spawnSync } from 'node:child_process';
import { expect, it, test } from 'vitest';
import { DOCUMENT_BYTES } from '@kmscrypt/bundle/host-document';
import { documentOf } from '../../build/document.ts';
import { hostScript } from '../../build/script.ts';
import { PIN } from '../../src/pin.ts';

interface Document {
  readonly schemaVersion: string;
  readonly parameters: Readonly<
    Record<string, { readonly allowedPattern: string; readonly default?: string }>
  >;
  readonly mainSteps: readonly [
    { readonly inputs: { readonly timeoutSeconds: string; readonly runCommand: readonly string[] } },
  ];
}

const SOURCE = hostScript();
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a document of ours
const document = JSON.parse(documentOf(SOURCE)) as Document;
const { runCommand, timeoutSeconds } = document.mainSteps[0].inputs;

const GOOD: Readonly<Record<string, readonly string[]>> = {
  Step: ['web-20261122T020000Z-patching-1', 'a', 'a'.repeat(100)],
  Action: ['check', 'patch', 'reboot', 'health'],
  Scope: ['security', 'all'],
  Pin: ['', 'none', 'releasever:2023.9.20260101', 'snapshot:20261122T020000Z'],
  Services: ['', 'docker', 'ecs.service nginx.service my-app@1.service'],
  Timeout: ['60', '3600', '14400'],
};

const SHELL = [
  "'",
  "a'; id; '",
  '$(id)',
  '`id`',
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
  ' -x',
];

test('the parameters are those that the Lambda sends', () => {
  expect(document.schemaVersion).toBe('2.2');
  expect(Object.keys(document.parameters)).toEqual(Object.keys(GOOD));
});

it.each(Object.entries(GOOD))('%s takes what it is for', (name, values) => {
  for (const value of values) expect(value).toMatch(patternOf(name));
});

it.each(Object.keys(GOOD))('%s leaves no room for shell', (name) => {
  const good = GOOD[name]?.at(-1) ?? '';
  for (const part of SHELL) {
    expect(part).not.toMatch(patternOf(name));
    if (!part.startsWith('-') || name === 'Action') expect(good + part).not.toMatch(patternOf(name));
  }
});

test('script, document and the reader of answers know the same pins', () => {
  expect(/^is_pin\(\) .*'(.+)'/m.exec(SOURCE)?.[1]).toBe(PIN);
  expect(document.parameters['Pin']?.allowedPattern).toBe(`^(${PIN})?$`);
});

test('defaults are taken', () => {
  for (const [name, { default: value }] of Object.entries(document.parameters))
    expect(value ?? GOOD[name]?.[0]).toMatch(patternOf(name));
});

test('parameters stand in the last line alone, each within single quotes, and in the time-out', () => {
  const places = runCommand.filter((line) => line.includes('{{'));
  expect(places).toEqual(runCommand.slice(-1));
  const named = places.join(' ').matchAll(/ '\{\{ (\w+) \}\}'/gu);
  expect(new Set([...named].map(([, name]) => name))).toEqual(new Set(Object.keys(GOOD)));
  expect(places.join(' ').split('{{')).toHaveLength(Object.keys(GOOD).length + 1);
  expect(timeoutSeconds).toBe('{{ Timeout }}');
});

test('it fits SSM, and the script is in it as it is', () => {
  expect(Buffer.byteLength(documentOf(SOURCE))).toBeLessThan(DOCUMENT_BYTES);
  expect(`${runCommand.join('\n')}\n`).toContain(SOURCE);
});

test('what SSM runs is a script that writes the source out, and leaves nothing', () => {
  const folder = spawnSync('mktemp', ['-d'], { encoding: 'utf8' }).stdout.trim();
  const upTo = runCommand.slice(0, -1).map((line) => line.replace('mktemp /run/', `mktemp ${folder}/`));
  const { stdout, stderr } = spawnSync('sh', [], {
    input: [...upTo, 'cat "$program"'].join('\n'),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout).toBe(SOURCE);
  expect(spawnSync('rmdir', [folder]).status).toBe(0);
});

it.each([
  ['braces', 'echo {{ Step }}\n'],
  ['the end mark', 'echo\nKMSCRYPT-END-OF-SCRIPT-4b8e0a\n'],
  ['too many bytes', '#'.repeat(DOCUMENT_BYTES)],
])('a script with %s is refused', (_, script) => {
  expect(() => documentOf(script)).toThrow(/^the (?:script|document) has /u);
});

/** As SSM reads it: the whole value. In JavaScript `$` is the very end. */
function patternOf(name: string): RegExp {
  return new RegExp(document.parameters[name]?.allowedPattern ?? '^never$', 'u');
}
