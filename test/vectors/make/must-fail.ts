import { parseLocalKey } from '@kmscrypt/core';
import { changedVectors } from './changed.ts';
import { sdkToken } from './message.ts';
import { contentOf, keyNamed, type MustFailVector, one } from './vector.ts';

const KEY = keyNamed('one');

/** Inputs that every reader refuses whole. */
export async function mustFailVectors(): Promise<MustFailVector[]> {
  const token = await sdkToken(KEY, 's3cret', { context: { app: 'web' } });
  const framed = await sdkToken(KEY, 'four frames of ten bytes, more or less', { frameLength: 10 });
  const unpadded = await withoutPadding(['s3cret', 's3cret!', 's3cret!!']);
  return [
    ...notCanonical(),
    ...(await notOurs()),
    ...changedVectors(token, framed),
    ...refused(token),
    one('a letter behind it', `${unpadded}A`, 'INVALID_TOKEN'),
    one(
      'another token behind it, whose prefix is base64 too',
      `${unpadded}${token}`,
      'AUTHENTICATION_FAILED',
    ),
    ...placed(token),
  ];
}

/** A token of one of the plaintexts, of three lengths in a row: one of them needs no padding. */
async function withoutPadding(plaintexts: readonly string[]): Promise<string> {
  const tokens = await Promise.all(plaintexts.map((plaintext) => sdkToken(KEY, plaintext)));
  return tokens.find((token) => !token.endsWith('=')) ?? '';
}

/** Base64 of every kind that is not canonical, in blobs and in messages. */
function notCanonical(): MustFailVector[] {
  const kinds: [string, string][] = [
    ['one character', 'A'],
    ['no padding where two are needed', 'AA'],
    ['no padding where one is needed', 'AAA'],
    ['half the padding', 'AA='],
    ['one = too many', 'AAA=='],
    ['= after a multiple of four', 'AAAA='],
    ['== after a multiple of four', 'AAAA=='],
    ['four spare bits', 'AB=='],
    ['two spare bits', 'AAB='],
    ['a group and one character', 'AAAAA'],
  ];
  return kinds.flatMap(([name, base64]) => [
    one(`blob: ${name}`, `kmscrypt::${base64}`, 'INVALID_TOKEN'),
    one(`message: ${name}`, `kmscrypt::v2::${base64}`, 'INVALID_TOKEN'),
  ]);
}

/** Messages of the Encryption SDK that are not of this format. */
async function notOurs(): Promise<MustFailVector[]> {
  const suites: [string, number][] = [
    ['0x0578: commits and signs', 0x0578],
    ['0x0378, format 1: signs, does not commit', 0x0378],
    ['0x0178, format 1: does not commit', 0x0178],
    ['0x0078, format 1: no key derivation', 0x0078],
  ];
  const other = parseLocalKey(KEY, 'vectors').fingerprint;
  return [
    ...(await Promise.all(
      suites.map(async ([name, suiteId]) =>
        one(`suite ${name}`, await sdkToken(KEY, 's3cret', { suiteId }), 'INVALID_MESSAGE'),
      ),
    )),
    one('another local key', await sdkToken(keyNamed('two'), 's3cret'), 'LOCAL_KEY_MISMATCH'),
    one(
      'another local key under the name of ours',
      await sdkToken(keyNamed('two'), 's3cret', { keyName: other }),
      'AUTHENTICATION_FAILED',
    ),
    one('a message of no bytes that make sense', 'kmscrypt::v2::AAAA', 'INVALID_MESSAGE'),
    one(
      'a blob longer than KMS takes',
      `kmscrypt::${Buffer.alloc(6145).toString('base64')}`,
      'INVALID_TOKEN',
    ),
  ];
}

/** A good token that this reader does not open. */
function refused(token: string): MustFailVector[] {
  const key = keyNamed('two');
  return [
    { ...one('the reader has another local key', token, 'LOCAL_KEY_MISMATCH'), localKey: key },
    { ...one('the reader refuses local keys', token, 'LOCAL_KEY_REFUSED'), refuseLocal: true },
    { ...one('another value in the context', token, 'CONTEXT_MISMATCH'), context: { app: 'api' } },
    {
      ...one('a pair that the context lacks', token, 'CONTEXT_MISMATCH'),
      context: { app: 'web', env: 'prod' },
    },
  ];
}

/** Where in a text the failures are. */
function placed(token: string): MustFailVector[] {
  const bad = 'kmscrypt::AB==';
  const cut = `${token.slice(0, -40)}\n${token.slice(-40)}`;
  return [
    one('cut by a line break', cut, 'AUTHENTICATION_FAILED'),
    one('the prefix of another version', 'kmscrypt::v3::AAAA', 'INVALID_TOKEN'),
    one('half a mark', 'kmscrypt::v2:AAAA', 'INVALID_TOKEN'),
    one('two marks', 'kmscrypt::v2::v2::AAAA', 'INVALID_TOKEN'),
    one('behind a good token, which is not decrypted either', `${token}\n  ${bad}`, 'INVALID_TOKEN', [2, 3]),
    one('behind CRLF', `a\r\nb ${bad}\r\n`, 'INVALID_TOKEN', [2, 3]),
    one('behind characters of many bytes: a column is a code point', `é😀値${bad}`, 'INVALID_TOKEN', [1, 4]),
    {
      name: 'behind invalid UTF-8',
      input: contentOf(Buffer.of(0xff, 0x0a, 0xff), bad),
      errors: [{ code: 'INVALID_TOKEN', line: 2, column: 2 }],
    },
    {
      name: 'all failures, in the order of the text',
      input: `${bad}\n${token}\n${bad} kmscrypt::v2::AAAA`,
      errors: [
        { code: 'INVALID_TOKEN', line: 1, column: 1 },
        { code: 'INVALID_TOKEN', line: 3, column: 1 },
        { code: 'INVALID_MESSAGE', line: 3, column: 16 },
      ],
    },
  ];
}
