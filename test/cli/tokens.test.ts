import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, localToken, localTokens, run } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KEY = randomBytes(32).toString('base64');
const env = { KMSCRYPT_LOCAL_KEY: KEY };
let token = '';

beforeAll(async () => {
  token = await localToken(KEY, 'hunter2');
});

/** What is done to a good token, and the code that it comes to. */
const DAMAGE: readonly (readonly [string, (token: string) => string, string])[] = [
  ['cut by one character', (whole) => whole.slice(0, -1), 'INVALID_TOKEN'],
  ['cut by a whole group', (whole) => whole.replace(/.{4}$/, ''), 'AUTHENTICATION_FAILED'],
  ['cut in its header', (whole) => whole.slice(0, 'kmscrypt::v2::'.length + 40), 'INVALID_MESSAGE'],
  [
    'with == after a multiple of four',
    (whole) => `${whole.replace(/=*$/, '').replace(/^(.*?::v2::(?:.{4})*).*/, '$1')}==`,
    'INVALID_TOKEN',
  ],
  ['with a third =', (whole) => `${whole.replace(/=*$/, '')}==`, 'INVALID_TOKEN'],
  ['with bits to spare', () => 'kmscrypt::aGVsbG9=', 'INVALID_TOKEN'],
  ['of one character', () => 'kmscrypt::A', 'INVALID_TOKEN'],
  ['with a letter behind it', (whole) => `${whole.replace(/=*$/, '')}A`, 'INVALID_TOKEN'],
  [
    'with a character changed',
    (whole) => whole.replace(/.{20}$/, (end) => (end.startsWith('A') ? 'B' : 'A') + end.slice(1)),
    'AUTHENTICATION_FAILED',
  ],
  ['cut by a line break', (whole) => `${whole.slice(0, 61)}\n${whole.slice(61)}`, 'INVALID_TOKEN'],
  ['of no message', () => 'kmscrypt::v2::aGVsbG8=', 'INVALID_MESSAGE'],
  ['longer than any blob', () => `kmscrypt::${Buffer.alloc(6_147).toString('base64')}`, 'INVALID_TOKEN'],
];

describe.each(PROGRAMS)('a damaged token with the $name', (program) => {
  it.for(DAMAGE)('%s', async ([, damage, code]) => {
    const input = `é: ${damage(token)}\n`;
    const outcome = await run(program, ['decrypt'], { env, input });
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual([code]);
    expect(outcome.stderr).toContain('kmscrypt: error: stdin:1:4: ');
    expect(outcome).toMatchObject({ status: 3, stdout: Buffer.alloc(0) });
  });

  it('of another key', async () => {
    const outcome = await run(program, ['decrypt'], {
      env: { KMSCRYPT_LOCAL_KEY: randomBytes(32).toString('base64') },
      input: token,
    });
    expect(codesOf(outcome.stderr)).toEqual(['LOCAL_KEY_MISMATCH']);
    expect(outcome).toMatchObject({ status: 4, stdout: Buffer.alloc(0) });
  });
});

/** Bytes around a token that have to survive. */
const AROUND: readonly (readonly [string, Uint8Array, Uint8Array])[] = [
  ['CRLF', Buffer.from('a\r\n'), Buffer.from('\r\nb\r\n')],
  ['a byte order mark', Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('\n')],
  ['invalid UTF-8', Buffer.from([0xff, 0xc3, 0x28, 0x80]), Buffer.from([0xed, 0xa0, 0x80, 0xfe])],
  ['NUL', Buffer.from([0, 0]), Buffer.from([0])],
  ['UTF-16', Buffer.from('\ufeffa b', 'utf16le'), Buffer.from('!', 'utf16le')],
  ['bare prefixes', Buffer.from('kmscrypt:: kmscrypt::v2:: kmscrypt:: '), Buffer.from(' kmscrypt::')],
  ['nothing', Buffer.alloc(0), Buffer.alloc(0)],
];

describe.each(PROGRAMS)('what surrounds a token with the $name', (program) => {
  it.for(AROUND)('%s', async ([name, before, after]) => {
    const plaintext = Buffer.from([0xff, 0, 0x0a, 0xc3]);
    const input = Buffer.concat([before, Buffer.from(await localToken(KEY, plaintext)), after]);
    const outcome = await run(program, ['decrypt'], { env, input });
    expect(outcome.status).toBe(0);
    expect(outcome.stderr).toMatch(name === 'UTF-16' ? /^kmscrypt: warning: stdin: .*UTF-16/ : /^$/);
    expect(outcome.stdout.equals(Buffer.concat([before, plaintext, after]))).toBe(true);
  });
});

describe.each(PROGRAMS)('a file of 10,000 tokens with the $name', (program) => {
  const COUNT = 10_000;
  let tokens: string[] = [];
  beforeAll(async () => {
    tokens = await localTokens(
      KEY,
      Array.from({ length: COUNT }, (_, index) => `secret ${index}`),
    );
  });

  it.for([[[5_000]], [[0, 1, 9_999]]] as const)('of which %j are bad', async ([bad]) => {
    const cwd = temporaryFolder();
    const lines = tokens.map(
      (each, index) =>
        `k${index}: ${bad.some((line) => line === index) ? `${each.slice(0, -8)}AAAA${each.slice(-4)}` : each}`,
    );
    writeFileSync(join(cwd, 'file'), lines.join('\n'));
    const started = performance.now();
    const outcome = await run(program, ['decrypt', 'file'], { env, cwd });
    expect(outcome).toMatchObject({ status: 3, stdout: Buffer.alloc(0) });
    const places = [
      ...outcome.stderr.matchAll(/^kmscrypt: error: (file:\d+:\d+): .*\[AUTHENTICATION_FAILED\]$/gm),
    ];
    expect(places.map(([, place]) => place)).toEqual(
      bad.map((line) => `file:${line + 1}:${`k${line}: `.length + 1}`),
    );
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  // Each token once looked for its quotes as far as the line goes: 10,000 of them on one line took minutes.
  it.for([
    ['without quotes', ''],
    ['after an open quote', '"'],
  ] as const)('on one line, %s', async ([, quote]) => {
    const started = performance.now();
    const outcome = await run(program, ['decrypt'], { env, input: quote + tokens.join(' ') });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
