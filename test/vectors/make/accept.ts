import { encryptValue, encryptValues, parseLocalKey } from '@kmscrypt/core';
import { sdkToken } from './message.ts';
import { type AcceptVector, contentOf, keyNamed } from './vector.ts';

const KEY = keyNamed('one');
const BOM = '\uFEFF';
const INVALID = Buffer.of(0xff, 0xc3, 0x28, 0xf0, 0x9f, 0x98);

/** Inputs that every reader opens. */
export async function acceptVectors(): Promise<AcceptVector[]> {
  const options = { keyIds: ['local'], localKey: () => parseLocalKey(KEY, 'vectors') };
  const token = await encryptValue('s3cret', options);
  const bound = await encryptValue('bound', { ...options, context: { app: 'web', ключ: '値' } });
  const [first = '', second = '', third = ''] = await encryptValues(['one', 'two', 'three'], options);
  const padded = await encryptUntil((made) => made.endsWith('='), options);

  const plaintexts: [string, string | Uint8Array][] = [
    ['an empty plaintext', ''],
    ['one byte', 'x'],
    ['a plaintext of UTF-8', 'pässwörd 値 😀'],
    ['a plaintext with newlines', 'a\nb\r\nc\n'],
    ['a plaintext that begins with a BOM', `${BOM}x`],
    ['a plaintext that is no UTF-8', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
    ['a plaintext that holds a token, which is not decrypted again', token],
    ['4,095 bytes', 'a'.repeat(4095)],
    ['4,096 bytes, one whole frame', 'b'.repeat(4096)],
    ['4,097 bytes, two frames', 'c'.repeat(4097)],
    ['10,000 bytes, three frames', 'd'.repeat(10_000)],
  ];
  const alone = plaintexts.map(async ([name, plaintext]) => ({
    name,
    input: await encryptValue(plaintext, options),
    output: contentOf(plaintext),
  }));
  const frames = [1, 16, 4096].map(async (frameLength) => ({
    name: `frames of ${frameLength} bytes, made by the Encryption SDK's own encrypt`,
    input: await sdkToken(KEY, 'a plaintext of 35 bytes, no multiple', { frameLength }),
    output: 'a plaintext of 35 bytes, no multiple',
  }));

  return [
    { name: 'an empty text', input: '', output: '' },
    passing('a text without tokens', 'host: db\r\nport: 5432\n'),
    passing('a text with a BOM', `${BOM}host: db\n`),
    passing('bare prefixes', 'kmscrypt:: kmscrypt::v2:: "kmscrypt::" kmscrypt::, kmscrypt::v2::='),
    passing('what is nearly a prefix', 'kmscrypt: kmscrypt:::AAAA Kmscrypt::AAAA kmscrypt ::AAAA'),
    { name: 'bytes that are no UTF-8', input: contentOf(INVALID), output: contentOf(INVALID) },
    { name: 'a message', input: token, output: 's3cret' },
    ...(await Promise.all(alone)),
    ...(await Promise.all(frames)),
    { name: 'an encryption context that nobody demands', input: bound, output: 'bound' },
    {
      name: 'an encryption context that is demanded',
      input: bound,
      output: 'bound',
      context: { app: 'web', ключ: '値' },
    },
    {
      name: 'a part of the encryption context is demanded',
      input: bound,
      output: 'bound',
      context: { ключ: '値' },
    },
    { name: 'an envelope of three', input: `${first}\n${second} ${third}\n`, output: 'one\ntwo three\n' },
    { name: 'a message and an envelope', input: `${first},${token},${second}`, output: 'one,s3cret,two' },
    { name: 'the same token twice', input: `${token}\n${token}`, output: 's3cret\ns3cret' },
    { name: 'a BOM in front', input: `${BOM}${token}`, output: `${BOM}s3cret` },
    { name: 'CRLF around', input: `a\r\n${token}\r\nb\r\n`, output: 'a\r\ns3cret\r\nb\r\n' },
    {
      name: 'quotes around',
      input: `{"a": "${token}", 'b': '${token}'}`,
      output: `{"a": "s3cret", 'b': 's3cret'}`,
    },
    { name: 'a prefix in front', input: `kmscrypt::"${token}`, output: 'kmscrypt::"s3cret' },
    { name: 'letters in front', input: `PASSWORD${token}`, output: 'PASSWORDs3cret' },
    { name: 'a URL', input: `postgres://u:${token}@db/x`, output: 'postgres://u:s3cret@db/x' },
    { name: 'padding, then letters', input: `${padded.token}abc`, output: `${padded.plaintext}abc` },
    {
      name: 'padding, then another token',
      input: `${padded.token}${token}`,
      output: `${padded.plaintext}s3cret`,
    },
    { name: 'characters of many bytes around', input: `é😀${token}😀`, output: 'é😀s3cret😀' },
    {
      name: 'invalid UTF-8 around',
      input: contentOf(INVALID, token, INVALID),
      output: contentOf(INVALID, 's3cret', INVALID),
    },
    { name: 'a NUL around', input: `\0${token}\0`, output: '\0s3cret\0' },
  ];
}

function passing(name: string, text: string): AcceptVector {
  return { name, input: text, output: text };
}

/** A token whose base64 has the wanted end: one of three lengths of plaintext gives it. */
async function encryptUntil(
  wanted: (token: string) => boolean,
  options: Parameters<typeof encryptValue>[1],
): Promise<{ token: string; plaintext: string }> {
  for (const plaintext of ['x', 'xx', 'xxx']) {
    const token = await encryptValue(plaintext, options);
    if (wanted(token)) return { token, plaintext };
  }
  throw new Error('one of three lengths in a row has each padding');
}
