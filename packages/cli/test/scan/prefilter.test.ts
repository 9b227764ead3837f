import { lintSource } from '@secretlint/core';
import { creator as awsKeys } from '@secretlint/secretlint-rule-aws';
import { creator as privateKeys } from '@secretlint/secretlint-rule-privatekey';
import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { leaksIn } from '../../src/scan/leaks.ts';
import { holdsHint, isBinary } from '../../src/scan/prefilter.ts';

const RUNS = 200;
const CONFIG = {
  rules: [
    { id: 'aws', rule: awsKeys, options: { enableIDScanRule: true } },
    { id: 'private-key', rule: privateKeys },
  ],
};

/** Where secretlint itself finds a secret: neither numbers of accounts nor ids of users and roles. */
async function witness(text: string): Promise<number[]> {
  const { messages } = await lintSource({
    source: { content: text, filePath: 'text', contentType: 'text' },
    options: { config: CONFIG },
  });
  const secrets = messages.filter(
    ({ messageId, range }) =>
      messageId !== 'AWSAccountID' &&
      (messageId !== 'AWSAccessKeyID' || /^A(?:KIA|SIA|3T)/.test(text.slice(...range))),
  );
  return secrets.map(({ range }) => range[0]);
}

const pem = generateKeyPairSync('rsa', { modulusLength: 1024 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();
const ids = fc.stringMatching(/^(?:A3T[A-Z0-9]|AKIA|ASIA|AROA)[A-Z0-9]{16}$/);
const names = fc.stringMatching(
  /^["']?(?:AWS|aws|Aws)?_?(?:SECRET|secret|Secret)_?(?:ACCESS|access|Access)_?(?:KEY|key|Key)["']?$/,
);
const spaces = fc.string({
  unit: fc.constantFrom(' ', '\t', '\n', '\u00a0', '\u2028', '\ufeff'),
  maxLength: 3,
});
const values = fc.stringMatching(/^["']?[A-Za-z0-9/+=]{40}["']?$/);
const secrets = fc
  .tuple(names, spaces, fc.constantFrom(':', '=>', '='), spaces, values)
  .map((parts) => parts.join(''));
const keys = fc
  .tuple(fc.constantFrom('RSA ', 'EC ', 'DSA ', 'OPENSSH ', 'PGP ', ''), fc.constantFrom('', ' BLOCK'))
  .map(([kind, end]) => pem.replaceAll('RSA ', kind).replaceAll('KEY-', `KEY${end}-`));

describe('lets through', () => {
  it('all that secretlint finds, which is found', async () => {
    const around = fc.string({ unit: 'binary', maxLength: 20 });
    let leaking = 0;
    await fc.assert(
      fc.asyncProperty(around, fc.oneof(ids, secrets, keys), around, async (before, leak, after) => {
        const text = `x${before} ${leak}\n${after}`;
        const found = await witness(text);
        expect(leaksIn(text).map(({ offset }) => offset)).toEqual(expect.arrayContaining(found));
        if (leaksIn(text).length === 0) return;
        leaking += 1;
        expect(holdsHint(Buffer.from(text))).toBe(true);
      }),
      { numRuns: RUNS },
    );
    expect(leaking).toBeGreaterThan(RUNS / 4);
  });

  it.each([
    ['a token', 'x: kmscrypt::AAAA'],
    [
      'an access key id behind bytes that are no UTF-8',
      Buffer.from(['\xe9\xff AK', 'IAQWERTYUIOPASDFGH'].join(''), 'latin1'),
    ],
    ['a secret by its name', 'aws_secret_access_key ='],
    ['a private key', '-----BEGIN EC PRIVATE KEY-----'],
  ])('%s', (_, text) => {
    expect(holdsHint(Buffer.from(text))).toBe(true);
  });
});

it.each(['', 'password: hunter2', 'AKIA', 'AROAQWERTYUIOPASDFGH', 'secret access key', 'kmscrypt:'])(
  'keeps back %j',
  (text) => {
    expect(holdsHint(Buffer.from(text))).toBe(false);
  },
);

it.each<[string, Buffer, boolean]>([
  ['text', Buffer.from('é\r\n\t\u0001'), false],
  ['nothing', Buffer.alloc(0), false],
  ['a NUL', Buffer.from('a\0b'), true],
  ['UTF-16', Buffer.from('a', 'utf16le'), true],
  ['a NUL far behind', Buffer.concat([Buffer.alloc(9000, 'a'), Buffer.alloc(1)]), false],
])('binary or not: %s', (_, bytes, expected) => {
  expect(isBinary(bytes)).toBe(expected);
});
