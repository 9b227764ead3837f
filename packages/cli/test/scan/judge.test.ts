import { encryptItems } from '@kmscrypt/core/encrypt';
import { generateLocalKey } from '@kmscrypt/core/local-key';
import { beforeAll, describe, expect, it } from 'vitest';
import { findingsIn } from '../../src/scan/judge.ts';
import type { FoundRules } from '../../src/settings/find-rules.ts';
import type { Rule } from '../../src/settings/rules.ts';

const KEY = generateLocalKey();
const BLOB = `kmscrypt::${Buffer.from('blob').toString('base64')}`;
const MESSAGE_CUT = 'kmscrypt::v2::AgR4';
let local = '';
/** Bound to a.json and there to /a, or to the file alone. */
let ofPath = '';
let ofFile = '';

beforeAll(async () => {
  const pairs = { 'kmscrypt-file': 'a.json' };
  const items = [
    { plaintext: 'x' },
    { plaintext: 'x', pairs: { ...pairs, 'kmscrypt-path': '/a' } },
    { plaintext: 'x', pairs },
  ];
  [local = '', ofPath = '', ofFile = ''] = await encryptItems(items, {
    keyIds: ['local'],
    localKey: () => KEY,
  });
});

const rule = (parts: Partial<Rule>): FoundRules => ({
  rule: { paths: ['*'], keyIds: [], ...parts },
  name: 'a.json',
});
const ENCRYPT = { encrypt: { paths: ['a', 'b.**'] } };

/** `line:column kind path`, one a finding. */
async function judge(
  text: string | Buffer,
  found: FoundRules = {},
  path = '/repo/a.json',
): Promise<string[]> {
  const findings = await findingsIn({ name: 'a.json', path, bytes: Buffer.from(text), found });
  return findings.map(
    ({ line, column, kind, path: at, file }) => `${file}:${line}:${column} ${kind} ${at ?? '-'}`,
  );
}

describe('plaintext', () => {
  it.each<[string, string, string[]]>([
    ['a string', '{ "a": "x" }', ['a.json:1:8 plaintext a']],
    ['a number', '{ "a": 5 }', ['a.json:1:8 plaintext a']],
    ['a boolean', '{ "a": false }', ['a.json:1:8 plaintext a']],
    ['null', '{ "a": null }', []],
    ['the empty string', '{ "a": "" }', []],
    ['a blob', `{ "a": "${BLOB}" }`, []],
    ['a token among other text', `{ "a": "jdbc:${BLOB}&x" }`, []],
    ['a bare prefix', '{ "a": "kmscrypt::" }', ['a.json:1:8 plaintext a']],
    ['what is not selected', '{ "c": "x" }', []],
    [
      'all that lies below',
      '{ "b": { "c": ["x", { "d": 1 }] } }',
      ['a.json:1:16 plaintext b.c[0]', 'a.json:1:28 plaintext b.c[1].d'],
    ],
    [
      'a key that stands twice',
      '{ "a": "x", "a": "y" }',
      ['a.json:1:8 plaintext a', 'a.json:1:18 plaintext a'],
    ],
    ['behind a byte order mark', '\uFEFF{ "a": "x" }', ['a.json:1:9 plaintext a']],
    ['behind what is no ASCII', '{ "é😀": 1, "a": "x" }', ['a.json:1:17 plaintext a']],
  ])('%s', async (_, text, expected) => {
    expect(await judge(text, rule(ENCRYPT))).toEqual(expected);
  });

  it('in the format of the rule', async () => {
    expect(await judge('a=x\n', rule({ ...ENCRYPT, format: 'dotenv' }), '/repo/x')).toEqual([
      'a.json:1:3 plaintext a',
    ]);
    expect(await judge('secret\n', rule({ encrypt: { paths: ['.'] }, format: 'text' }), '/repo/x')).toEqual([
      'a.json:1:1 plaintext .',
    ]);
  });
});

describe('unreadable', () => {
  it.each<[string, string | Buffer, FoundRules, string, string[]]>([
    ['a broken file', '{\n "a": }', rule(ENCRYPT), '/a.json', ['a.json:2:7 unreadable -']],
    [
      'one that is not UTF-8',
      Buffer.from('{ "a": "\xe9" }', 'latin1'),
      rule(ENCRYPT),
      '/a.json',
      ['a.json:1:1 unreadable -'],
    ],
    [
      'UTF-16',
      Buffer.from('\uFEFF{ "a": "x" }', 'utf16le'),
      rule(ENCRYPT),
      '/a.json',
      ['a.json:1:1 unreadable -'],
    ],
    ['no known format', 'a', rule(ENCRYPT), '/a.md', ['a.json:1:1 unreadable -']],
    ['a picture', 'PNG\0', rule(ENCRYPT), '/a.png', []],
    ['where only the key is named', '{ "a": ', rule({ keyIds: ['alias/x'] }), '/a.json', []],
    ['without a rule', '{ "a": ', {}, '/a.json', []],
    ['bound, but without tokens', '{ "a": ', rule({ bind: 'path' }), '/a.json', []],
    ['bound to the file, of no known format, without tokens', 'a', rule({ bind: 'file' }), '/a.md', []],
  ])('%s', async (_, text, found, path, expected) => {
    expect(await judge(text, found, path)).toEqual(expected);
  });

  it('where a token is bound', async () => {
    expect(await judge(`{ "a": ${ofPath}`, rule({ bind: 'path' }))).toEqual(['a.json:1:8 unreadable -']);
    expect(await judge(ofPath, rule({ bind: 'path' }), '/a.md')).toEqual(['a.json:1:1 unreadable -']);
    expect(await judge(ofFile, rule({ bind: 'file' }), '/a.md')).toEqual([]);
  });
});

describe('broken-token', () => {
  it.each<[string, string, string[]]>([
    ['a cut blob', '{ "a": ["kmscrypt::AAA"] }', ['a.json:1:10 broken-token a[0]']],
    ['a cut message', `{ "a": "${MESSAGE_CUT}" }`, ['a.json:1:9 broken-token a']],
    ['in a comment', `{} // ${MESSAGE_CUT}`, ['a.json:1:7 broken-token -']],
    ['in a broken file', `{ ${MESSAGE_CUT}`, ['a.json:1:3 broken-token -']],
    [
      'twice',
      `${MESSAGE_CUT}\n${MESSAGE_CUT} ${BLOB}`,
      ['a.json:1:1 broken-token -', 'a.json:2:1 broken-token -'],
    ],
    ['in a binary file', `\0\n${MESSAGE_CUT}`, ['a.json:2:1 broken-token -']],
  ])('%s', async (_, text, expected) => {
    expect(await judge(text)).toEqual(expected);
  });
});

it('heeds comments that say it is an example', async () => {
  const text = `a: ${MESSAGE_CUT} # secretlint-disable-line\nb: ${MESSAGE_CUT}\n`;
  expect(await judge(text)).toEqual(['a.json:2:4 broken-token -']);
});

describe('local-key', () => {
  it.each<[string, FoundRules, boolean]>([
    ['where the rule has a KMS key', rule({ keyIds: ['alias/prod'] }), true],
    ['where the rule has several', rule({ keyIds: ['alias/prod', 'alias/spare'] }), true],
    ['where the rule has the local key too', rule({ keyIds: ['alias/prod', 'local'] }), false],
    ['where the rule has the local key', rule({ keyIds: ['local'] }), false],
    ['where the default has a KMS key', { default: { keyIds: ['alias/prod'] } }, true],
    [
      'where the rule has no key, but the default',
      { ...rule({}), default: { keyIds: ['alias/prod'] } },
      true,
    ],
    [
      "where the rule's key is local, not the default's",
      { ...rule({ keyIds: ['local'] }), default: { keyIds: ['alias/prod'] } },
      false,
    ],
    ['where no key is named', rule({}), false],
    ['where there are no rules', {}, false],
  ])('%s', async (_, found, expected) => {
    expect(await judge(`{ "a": "${local}", "b": "${BLOB}" }`, found)).toEqual(
      expected ? ['a.json:1:9 local-key a'] : [],
    );
  });
});

describe('misplaced', () => {
  const at = (key: string, token: string): string => `{ "${key}": "${token}" }`;
  it.each<[string, () => string, FoundRules, string, string[]]>([
    ['where it belongs', () => at('a', ofPath), rule({ bind: 'path' }), '/repo/a.json', []],
    [
      'at another path',
      () => at('b', ofPath),
      rule({ bind: 'path' }),
      '/repo/a.json',
      ['a.json:1:9 misplaced b'],
    ],
    ['at another path, with no rule', () => at('b', ofPath), {}, '/repo/a.json', ['a.json:1:9 misplaced b']],
    [
      'in another file',
      () => at('a', ofPath),
      { ...rule({}), name: 'b.json' },
      '/repo/b.json',
      ['a.json:1:9 misplaced a'],
    ],
    ['in another file, with no rule', () => at('a', ofFile), {}, '/repo/b.json', ['a.json:1:9 misplaced -']],
    ['in its file, with no rule', () => at('a', ofFile), {}, '/repo/a.json', []],
    ['in a comment of its file', () => `{} // ${ofPath}`, rule({ bind: 'path' }), '/repo/a.json', []],
    ['unbound', () => at('a', local), rule({ bind: 'file' }), '/repo/a.json', ['a.json:1:9 misplaced a']],
    [
      'a blob, which cannot be bound',
      () => at('a', BLOB),
      rule({ bind: 'file' }),
      '/repo/a.json',
      ['a.json:1:9 misplaced a'],
    ],
    [
      'bound to the file only',
      () => at('a', ofFile),
      rule({ bind: 'path' }),
      '/repo/a.json',
      ['a.json:1:9 misplaced a'],
    ],
    ['in no readable file', () => `{ ${ofPath}`, {}, '/repo/a.json', []],
  ])('%s', async (_, text, found, path, expected) => {
    expect(await judge(text(), found, path)).toEqual(expected);
  });
});

describe('leak', () => {
  const id = ['AK', 'IA', 'QWERTYUIOPASDFGH'].join('');
  it.each<[string, string, string[]]>([
    ['in a text', `\nid: ${id}`, ['a.json:2:5 leak -']],
    ['not in a binary file', `\0${id} ${BLOB}`, []],
    [
      'among others, in the order of the text',
      `${id}\nkmscrypt::A\n${id}`,
      ['a.json:1:1 leak -', 'a.json:2:1 broken-token -', 'a.json:3:1 leak -'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await judge(text)).toEqual(expected);
  });
});

it('never tells a plaintext', async () => {
  const findings = await findingsIn({
    name: 'a.json',
    path: '/a.json',
    bytes: Buffer.from('{ "a": "hunter2", "b": { "c": 8675309 } }'),
    found: rule(ENCRYPT),
  });
  expect(findings).toHaveLength(2);
  for (const secret of ['hunter2', '8675309']) expect(JSON.stringify(findings)).not.toContain(secret);
});
