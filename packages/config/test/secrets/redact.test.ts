import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RUNS } from '../runs.ts';

/** A `redact` of a process that has loaded these alone: its state is the module's. */
async function redactor(plaintexts: readonly string[]): Promise<(text: string) => string> {
  vi.resetModules();
  const { redact, rememberSecrets } = await import('../../src/secrets/redact.ts');
  rememberSecrets(plaintexts);
  return redact;
}

const SECRET = 'p@ss "word"/\n100%+ünï';
const PEM = [
  '-----BEGIN PRIVATE KEY-----',
  'MIIEvQIBADANBgkqhkiG9w0B',
  'AQEFAASCBKcwggSjAgEAAoIB',
  'tail',
  '-----END PRIVATE KEY-----',
  '',
].join('\n');

const basic = (text: string): string => Buffer.from(text).toString('base64');

describe('redact takes a secret out', () => {
  const CASES: Readonly<Record<string, readonly [text: string, expected: string]>> = {
    'in plain': [`a ${SECRET} b`, 'a [redacted] b'],
    twice: [`${SECRET}${SECRET}`, '[redacted][redacted]'],
    'as JSON': [JSON.stringify({ a: SECRET }), '{"a":"[redacted]"}'],
    'as JSON in JSON': [JSON.stringify(JSON.stringify({ a: SECRET })), String.raw`"{\"a\":\"[redacted]\"}"`],
    'as inspect shows it': [inspect({ a: SECRET }), "{ a: '[redacted]' }"],
    'in a URL': [`https://u:${encodeURIComponent(SECRET)}@h/`, 'https://u:[redacted]@h/'],
    'in a URL, in lower case': [encodeURIComponent(SECRET).toLowerCase(), '[redacted]'],
    'in a form': [new URLSearchParams({ a: SECRET }).toString(), 'a=[redacted]'],
    'as a path': [encodeURI(SECRET), '[redacted]'],
    'as base64': [`x ${basic(SECRET)} y`, 'x [redacted] y'],
    'as base64url': [Buffer.from(SECRET).toString('base64url'), '[redacted]'],
  };
  it.each(Object.entries(CASES))('%s', async (_name, [text, expected]) => {
    expect((await redactor([SECRET]))(text)).toBe(expected);
  });

  it.each(['u:', 'me:', 'you:'])('in the base64 of %s and more', async (before) => {
    const text = basic(`${before}${SECRET} and more`);
    const redacted = (await redactor([SECRET]))(text);
    expect(redacted).toContain('[redacted]');
    // What is left of it are the characters that it shares with its neighbours.
    expect(redacted.replace('[redacted]', '').length).toBeLessThanOrEqual(
      text.length - basic(SECRET).length + 4,
    );
  });

  it('line by line', async () => {
    const redact = await redactor([PEM]);
    const text = `key:\n  MIIEvQIBADANBgkqhkiG9w0B\r\nand AQEFAASCBKcwggSjAgEAAoIB`;
    expect(redact(text)).toBe('key:\n  [redacted]\r\nand [redacted]');
    expect(redact(JSON.stringify({ PEM }))).toBe('{"PEM":"[redacted]"}');
  });

  it('without the newline that echo has put behind it', async () => {
    expect((await redactor(['abcd\n']))(`abcd ${basic('abcd')}`)).toBe('[redacted] [redacted]');
  });
});

it('leaves short lines and the armour of a key, which everybody knows', async () => {
  const text = 'tail of -----BEGIN PRIVATE KEY-----';
  expect((await redactor([PEM]))(text)).toBe(text);
});

it('does not look for plaintexts of fewer than 4 characters', async () => {
  expect((await redactor(['abc', '', 'a']))('abc abcd')).toBe('abc abcd');
});

it('leaves words alone that a short plaintext is only a part of', async () => {
  const redact = await redactor(['info', 'root']);
  expect(redact('{"level":"info","msg":"information about /root/app"}')).toBe(
    '{"level":"[redacted]","msg":"information about /[redacted]/app"}',
  );
});

it('takes the longest, and all of those that overlap', async () => {
  const redact = await redactor(['secret', 'secret-of-db', 'of-db-and-cache']);
  expect(redact('secret-of-db')).toBe('[redacted]');
  expect(redact('secret-of-db-and-cache')).toBe('[redacted]');
  expect(redact('secret-of-d')).toBe('[redacted]-of-d');
});

it('leaves nothing of any secret, in any form, and all of the rest', async () => {
  // Shorter ones stay where they are a part of a word.
  const word = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 30 });
  const forms: readonly ((text: string) => string)[] = [
    (text) => text,
    (text) => JSON.stringify(text).slice(1, -1),
    (text) => encodeURIComponent(text),
    (text) => basic(text).replace(/=+$/u, ''),
  ];
  const property = fc.asyncProperty(
    fc.array(word, { minLength: 1, maxLength: 6 }),
    fc.array(fc.tuple(fc.nat(5), fc.nat(forms.length - 1), fc.string({ maxLength: 5 })), { maxLength: 8 }),
    async (secrets, parts) => {
      const used = parts.map(([secret, form]) => forms[form]?.(secrets[secret % secrets.length] ?? '') ?? '');
      const text = parts.map(([, , between], index) => `${between}${used[index]}`).join('');
      const redacted = (await redactor(secrets))(text);
      const left = redacted.split('[redacted]');
      for (const each of used) for (const piece of left) expect(piece).not.toContain(each);
      // What is left stands in the text, in order.
      let at = 0;
      for (const piece of left) {
        at = text.indexOf(piece, at);
        expect(at).toBeGreaterThanOrEqual(0);
        at += piece.length;
      }
    },
  );
  await fc.assert(property, { numRuns: RUNS });
});

describe('of the process', () => {
  // Its state is the module's.
  let redact: typeof import('../../src/secrets/redact.ts');
  beforeEach(async () => {
    vi.resetModules();
    redact = await import('../../src/secrets/redact.ts');
  });

  it('all that was remembered goes, as often as it was', () => {
    redact.rememberSecrets(['first-secret', 'same-secret']);
    redact.rememberSecrets(['same-secret', 'second-secret', 'abc']);
    expect(redact.redact('first-secret same-secret second-secret abc')).toBe(
      '[redacted] [redacted] [redacted] abc',
    );
    expect(redact.rememberedCounts().plaintexts).toBe(3);
  });

  it('words stay that a short plaintext is only a part of', () => {
    redact.rememberSecrets(['info', 'root']);
    expect(redact.redact('{"level":"info","msg":"information about /root/app"}')).toBe(
      '{"level":"[redacted]","msg":"information about /[redacted]/app"}',
    );
  });

  it('a text is as it is while nothing was loaded', () => {
    expect(redact.redact('first-secret')).toBe('first-secret');
  });

  it('the 10,000 newest are kept, in use ones among them, and nothing of the others', () => {
    const rotate = (from: number): void => {
      for (let run = from; run < from + 100; run += 1) {
        const rotated = Array.from({ length: 200 }, (_, index) => `secret-${run}-${index + 100}`);
        redact.rememberSecrets(['in-use-for-ever', ...rotated]);
      }
    };
    rotate(100);
    const counts = redact.rememberedCounts();
    expect(counts.plaintexts).toBe(10_000);
    expect(redact.redact('in-use-for-ever secret-199-100 secret-151-177')).toBe(
      '[redacted] [redacted] [redacted]',
    );
    expect(redact.redact('secret-100-100')).toBe('secret-100-100');
    rotate(200);
    expect(redact.rememberedCounts()).toEqual(counts);
  });

  it('a form of several secrets goes with the last of them', () => {
    const certificate = ['common-line-of-all', 'own-line-of-the-first'].join('\n');
    redact.rememberSecrets([certificate, 'common-line-of-all']);
    redact.rememberSecrets(Array.from({ length: 9_999 }, (_, index) => `filler-${index}`));
    expect(redact.redact('own-line-of-the-first common-line-of-all')).toBe(
      'own-line-of-the-first [redacted]',
    );
    redact.rememberSecrets(['one-more']);
    expect(redact.redact('common-line-of-all')).toBe('common-line-of-all');
  });

  it('of large ones only the newest run and 4 Mi characters are kept', () => {
    const large = (name: string): string => `${name}${name.repeat(2 ** 16)}`;
    for (const name of ['alpha', 'gamma', 'delta', 'kappa', 'sigma', 'omega']) {
      redact.rememberSecrets(Array.from({ length: 10 }, (_, index) => large(`${name}-${index}`)));
    }
    expect(redact.rememberedCounts().plaintexts).toBe(10);
    expect(redact.redact(large('omega-3'))).toBe('[redacted]');
  });
});
