import { readDocument } from '@kmscrypt/core/documents';
import { expect, test } from 'vitest';
import { afterwards } from '../../src/convert/afterwards.ts';
import { convertedText } from '../../src/convert/conversion.ts';
import { fromDotenvx } from '../../src/convert/dotenvx.ts';
import { openedFields } from '../../src/convert/opened-fields.ts';
import { fromSops, isSopsDocument } from '../../src/convert/sops.ts';
import { refuseEncryptedComments } from '../../src/convert/sops-comments.ts';
import type { CliError } from '../../src/errors/cli-error.ts';

const NOWHERE = { cwd: '/nowhere', env: { PATH: '/nowhere' } };
const ENC = 'ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]';

test.each([
  ['json', '{"a": 1, "sops": {"mac": "x", "version": "3"}}', true],
  ['json', '{"a": 1, "sops": {"version": "3"}}', false],
  ['json', '{"a": {"sops": {"mac": "x"}}}', false],
  ['json', '{"sops_mac": "x"}', false],
  ['yaml', 'a: 1\nsops:\n  mac: x\n', true],
  ['yaml', 'a: 1\nsops:\n  mac: x\n---\nb: 1\nsops:\n  mac: x\n', true],
  ['dotenv', 'A=1\nsops_mac=x\n', true],
  ['dotenv', 'A=1\nSOPS_MAC=x\n', false],
  ['ini', 'a = 1\n[sops]\nmac = x\n', true],
] as const)('whether sops has encrypted %s %j', async (format, text, expected) => {
  expect(isSopsDocument(await readDocument(format, text))).toBe(expected);
});

test.each([
  ['yaml', `#${ENC}\na: ${ENC} #${ENC}\nb: ${ENC}\n`, ['1:2', '2:48']],
  ['dotenv', `A=${ENC}\n#${ENC}\n`, ['2:2']],
  ['ini', `a = ${ENC}\n; ${ENC}\n`, ['2:3']],
  ['ini', `; ${ENC}\n[a]\nx = ${ENC}\ny = z\n; ${ENC}\n[b]\nx = ${ENC}\n`, ['1:3', '5:3']],
  ['json', `{"a": "${ENC}"}`, []],
] as const)('comments that sops has encrypted in %s', async (format, text, expected) => {
  const document = await readDocument(format, text);
  const refusing = (): void => refuseEncryptedComments(document, 'f');
  if (expected.length === 0) return expect(refusing).not.toThrow();
  const errors = expected.map((place) => {
    const [line, column] = place.split(':').map(Number);
    return expect.objectContaining({
      code: 'FORMAT_CANNOT_EXPRESS',
      source: 'f',
      position: { line, column },
    });
  });
  expect(refusing).toThrow(expect.objectContaining({ errors }));
});

test.each([
  ['config/app.yaml', 'config/app.yaml'],
  ['my app.yaml', "'my app.yaml'"],
  ["a'; rm -rf x.yaml", String.raw`'a'\''; rm -rf x.yaml'`],
  ['$(x).yaml', "'$(x).yaml'"],
  ['-i.yaml', './-i.yaml'],
])('%s in a command to copy is %s', async (name, expected) => {
  const document = await readDocument('yaml', `a: 1 #${ENC}\n`);
  try {
    refuseEncryptedComments(document, name);
    expect.unreachable();
  } catch (error) {
    const { errors } = error as CliError;
    expect(errors[0]?.hints.map((hint) => hint.includes(` ${expected}`))).toEqual([true, true]);
  }
});

test.each([
  ['plaintext', 'json', '{"a": "x"}', 'FORMAT_NOT_PARSABLE'],
  ['another format', 'toml', '', 'FORMAT_NOT_PARSABLE'],
  [
    'what only sops can open, without sops',
    'json',
    `{"a": "${ENC}", "sops": {"mac": "x"}}`,
    'PROGRAM_FAILED',
  ],
  ['one value, without sops', 'text', `{"data": "${ENC}", "sops": {"mac": "x"}}`, 'PROGRAM_FAILED'],
] as const)('sops: %s is refused', async (_name, format, text, code) => {
  const file = { name: 'f', path: '/nowhere/f', bytes: Buffer.from(text), format };
  await expect(fromSops(file, NOWHERE)).rejects.toMatchObject({ code });
});

const BOX = ['#/--[DOTENV_PUBLIC_KEY]--/', '#/ public-key encryption /', '#/-----/'];

test.each([
  [
    'the box, the key and the name',
    [...BOX, 'DOTENV_PUBLIC_KEY="0"', '', '# .env.prod', '# mine', 'A=1'],
    ['# mine', 'A=1'],
  ],
  ['another comment is kept', [...BOX, 'DOTENV_PUBLIC_KEY="0"', '', '# mine', 'A=1'], ['', '# mine', 'A=1']],
  ['the key of an environment', [...BOX, 'DOTENV_PUBLIC_KEY_PROD="0" # -fk x', 'A=1'], ['A=1']],
  ['a box without a key', [...BOX, 'A=1'], ['A=1']],
  ['a key without a box', ['A=1', 'DOTENV_PUBLIC_KEY="0"', 'B=2'], ['A=1', 'B=2']],
])('dotenvx: %s', async (_name, lines, expected) => {
  for (const end of ['\n', '\r\n']) {
    const text = lines.map((line) => line + end).join('');
    const file = { name: 'f', path: '/nowhere/.env.prod', bytes: Buffer.from(text) };
    const converted = convertedText(await fromDotenvx(file, NOWHERE), [], 'f');
    expect(converted).toBe(expected.map((line) => line + end).join(''));
  }
});

test.each([
  ['plaintext', 'A=1\n', 'FORMAT_NOT_PARSABLE'],
  ['what only dotenvx can open, without dotenvx', 'A=encrypted:x\n', 'PROGRAM_FAILED'],
])('dotenvx: %s is refused', async (_name, text, code) => {
  const file = { name: 'f', path: '/nowhere/f', bytes: Buffer.from(text) };
  await expect(fromDotenvx(file, NOWHERE)).rejects.toMatchObject({ code });
});

test.each([
  ['is missing', '{"b": "x"}'],
  ['is as it was', '{"a": "encrypted"}'],
])('a value that %s in what the program prints', async (_name, printed) => {
  const encrypted = (await readDocument('json', '{"a": "encrypted"}')).fields();
  const document = await readDocument('json', printed);
  expect(() => openedFields(encrypted, { document, program: 'p', name: 'f' })).toThrow(
    expect.objectContaining({ code: 'PROGRAM_FAILED', source: 'f' }),
  );
});

test.each([
  ['a file in place', { name: 'f', path: '/f' }, 'f', false],
  ['to another file', { name: 'f', path: '/f' }, 'g', true],
  ['to stdout', { name: 'f', path: '/f' }, undefined, true],
  ['from stdin', { name: 'stdin' }, 'g', false],
])('what is left in plaintext: %s', (_name, source, file, expected) => {
  const steps = afterwards('plain', { source, target: { file } });
  expect(steps.some((step) => step.startsWith('f is in plaintext'))).toBe(expected);
});
