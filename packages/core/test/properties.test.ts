import * as fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import { beforeAll, expect, it } from 'vitest';
import { decryptBytes, decryptText } from '../src/decrypt.ts';
import { encryptValues } from '../src/encrypt.ts';
import { findTokens } from '../src/token.ts';
import { RUNS } from './runs.ts';
import { LOCAL } from './support/keys.ts';
import { arnOf, memoryKms } from './support/memory-kms.ts';

const numRuns = RUNS;
const kms = memoryKms();

/** What comes near to a token without being one, and what could run into the one before it. */
const NEAR = [
  'kmscrypt::',
  'kmscrypt:',
  'kms',
  'crypt::',
  'v2::',
  '::',
  ':',
  '=',
  '==',
  'AAAA',
  '/',
  '+',
  '\uFEFF',
  '\r\n',
  '😀',
  '"',
  '$&',
];
const piece = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom(...NEAR), { maxLength: 4 }).map((parts) => parts.join('')),
);
/** Neither claims a token by itself nor touches the end of the one before it. */
const around = piece.map((text) => `.${text}.`).filter((text) => findTokens(text).length === 0);

/** Tokens of both kinds made once, for random plaintexts; encrypting each anew would only be slower. */
let made: { plaintext: Buffer; token: string }[] = [];
beforeAll(async () => {
  const any = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
  );
  const plaintexts = fc.sample(any, 40);
  const messages = await encryptValues(plaintexts, LOCAL);
  const envelope = await encryptValues(plaintexts, { keyIds: [arnOf('a')], kms, envelope: true });
  const blobs = await encryptValues(plaintexts, { keyIds: [arnOf('a')], kms });
  made = [messages, envelope, blobs].flatMap((tokens) =>
    tokens.map((token, index) => ({ token, plaintext: plaintexts[index] ?? Buffer.alloc(0) })),
  );
});

it('decrypt undoes encrypt, for any bytes', async () => {
  const values = fc.array(fc.uint8Array({ maxLength: 9000, size: 'max' }), { maxLength: 4 });
  const property = fc.asyncProperty(values, fc.boolean(), async (plaintexts, local) => {
    const options = local ? LOCAL : { keyIds: [arnOf('a')], kms };
    const tokens = await encryptValues(plaintexts, options);
    for (const [index, token] of tokens.entries()) {
      expect(
        Buffer.compare(await decryptBytes(Buffer.from(token), options), plaintexts[index] ?? Buffer.of(1)),
      ).toBe(0);
    }
  });
  await fc.assert(property, { numRuns });
});

it('whatever is around tokens survives, byte for byte', async () => {
  const bytesAround = fc.oneof(
    around.map((text) => Buffer.from(text)),
    fc.uint8Array().map((bytes) => Buffer.from([0x2e, ...bytes, 0xff])),
  );
  const parts = fc.array(fc.tuple(bytesAround, fc.nat()), { maxLength: 6 });
  const property = fc.asyncProperty(parts, fc.boolean(), fc.boolean(), async (picked, first, last) => {
    const input: Uint8Array[] = [];
    const output: Uint8Array[] = [];
    for (const [index, [text, pick]] of picked.entries()) {
      const { token, plaintext } = made[pick % made.length] ?? { token: '', plaintext: Buffer.alloc(0) };
      // Without text in front, the first token begins the input.
      const kept = index === 0 && first ? Buffer.alloc(0) : text;
      input.push(kept, Buffer.from(token));
      output.push(kept, plaintext);
    }
    if (last) for (const side of [input, output]) side.push(Buffer.from('. the end'));
    const opened = await decryptBytes(Buffer.concat(input), { ...LOCAL, kms });
    expect(Buffer.concat(output).equals(opened)).toBe(true);
  });
  await fc.assert(property, { numRuns });
});

it('a text is decrypted as its bytes are', async () => {
  const parts = fc.array(fc.tuple(around, fc.nat()), { maxLength: 6 });
  const property = fc.asyncProperty(parts, async (picked) => {
    const readable = made.filter(({ plaintext }) => isUtf8(plaintext));
    const text = picked
      .map(([before, pick]) => before + (readable[pick % readable.length]?.token ?? ''))
      .join('');
    const opened = await decryptText(text, { ...LOCAL, kms });
    expect(Buffer.from(opened).equals(await decryptBytes(Buffer.from(text), { ...LOCAL, kms }))).toBe(true);
  });
  await fc.assert(property, { numRuns });
});

it('tokens are found in a text as in its bytes', () => {
  const token = fc.constantFrom('kmscrypt::AAAA', 'kmscrypt::v2::AA==', 'kmscrypt::A', 'kmscrypt::v2');
  const text = fc.array(fc.oneof(piece, token), { maxLength: 12 }).map((parts) => parts.join(''));
  const property = fc.property(text, (string) => {
    const inText = findTokens(string).map((match) => ({
      ...match,
      start: Buffer.byteLength(string.slice(0, match.start)),
      end: Buffer.byteLength(string.slice(0, match.end)),
    }));
    expect(findTokens(Buffer.from(string))).toEqual(inText);
  });
  fc.assert(property, { numRuns: numRuns * 5 });
});

it('tokens are those of the grammar, written as a regular expression', () => {
  const text = fc
    .array(fc.constantFrom(...NEAR, 'A', 'kmscrypt::'), { maxLength: 14 })
    .map((parts) => parts.join(''));
  const grammar = /kmscrypt::(?:v2::(?:[A-Za-z0-9+/]+={0,2})?|[A-Za-z0-9+/]+={0,2})/g;
  const property = fc.property(text, (string) => {
    const expected = [...string.matchAll(grammar)]
      .map(([match]) => match)
      .filter((match) => !match.endsWith('::'));
    expect(findTokens(string).map(({ token }) => token)).toEqual(expected);
  });
  fc.assert(property, { numRuns: numRuns * 5 });
});
