import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type AcceptVector,
  bytesOf,
  type Given,
  type MustFailVector,
  type TokensVector,
  type VectorFile,
} from '../../../test/vectors/make/vector.ts';
import { decryptBytes, decryptText } from '../src/decrypt.ts';
import { KmscryptError } from '../src/error.ts';
import { readLocalKey } from '../src/local-key-file.ts';
import type { DecryptOptions } from '../src/decrypt-options.ts';
import { findTokens, formatToken, parseToken } from '../src/token.ts';
import { memoryKms } from './support/memory-kms.ts';

const accept = read<AcceptVector>('accept');
const mustFail = read<MustFailVector>('must-fail');
const tokens = read<TokensVector>('tokens');

describe('accept', () => {
  it.each(accept.vectors)('$name', async (vector) => {
    const options = optionsOf(accept, vector);
    const output = bytesOf(vector.output);
    expect(Buffer.from(await decryptBytes(bytesOf(vector.input), options))).toEqual(output);
    if (typeof vector.input === 'string' && typeof vector.output === 'string') {
      expect(await decryptText(vector.input, options)).toBe(vector.output);
    }
  });
});

describe('must fail', () => {
  it.each(mustFail.vectors)('$name', async (vector) => {
    const options = optionsOf(mustFail, vector);
    const failures = [await failuresOf(decryptBytes(bytesOf(vector.input), options))];
    if (typeof vector.input === 'string') failures.push(await failuresOf(decryptText(vector.input, options)));
    for (const each of failures) expect(each).toEqual(vector.errors);
  });
});

describe('tokens', () => {
  it.each(tokens.vectors)('$name', (vector) => {
    const found = findTokens(bytesOf(vector.input)).map(({ start, end, token }) => {
      const { kind, bytes } = parseToken(token);
      expect(formatToken({ kind, bytes })).toBe(token);
      return { start, end, kind, bytes: Buffer.from(bytes).toString('base64') };
    });
    expect(found).toEqual(vector.tokens);
  });
});

function read<Vector>(name: string): VectorFile<Vector> {
  const path = join(import.meta.dirname, '..', '..', '..', 'test', 'vectors', `${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

function optionsOf({ localKey }: VectorFile<unknown>, given: Given): DecryptOptions {
  const env = {
    KMSCRYPT_LOCAL_KEY: given.localKey ?? localKey,
    ...(given.refuseLocal ? { KMSCRYPT_REFUSE_LOCAL: '1' } : {}),
  };
  const kms = memoryKms(() => {
    throw new TypeError('no vector needs KMS');
  });
  return { localKey: () => readLocalKey(env), context: given.context, kms };
}

async function failuresOf(decrypting: Promise<unknown>): Promise<unknown> {
  const error = await decrypting.catch((reason: unknown) => reason);
  if (!(error instanceof KmscryptError)) return error;
  const errors = error.code === 'SEVERAL' ? error.errors : [error];
  return errors.map(({ code, position }) => ({ code, ...position }));
}
