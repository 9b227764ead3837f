import { formatLocalKey, generateLocalKey } from '@kmscrypt/core/local-key';
import { encryptValue } from '@kmscrypt/core/encrypt';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { maskOf, textconv } from '../../src/git/textconv.ts';

const cwd = mkdtempSync(join(tmpdir(), 'kmscrypt-test-'));
afterAll(() => rmSync(cwd, { recursive: true }));

async function shown(content: Uint8Array): Promise<Buffer> {
  writeFileSync(join(cwd, '-'), content);
  const { pieces, warnings } = await textconv('-', { decrypt: false, env: {}, cwd });
  expect(warnings).toEqual([]);
  return Buffer.concat(pieces);
}

test('masks tokens, broken ones too, and keeps every other byte', async () => {
  const text = Buffer.concat([
    Buffer.from([0xff, 0]),
    Buffer.from('a=kmscrypt::AAAA b=kmscrypt::A kmscrypt:: \r\n'),
  ]);
  const masked = `a=${maskOf('kmscrypt::AAAA')} b=${maskOf('kmscrypt::A')} kmscrypt:: \r\n`;
  expect(await shown(text)).toEqual(Buffer.concat([Buffer.from([0xff, 0]), Buffer.from(masked)]));
});

test('a mark is the same for the same token alone', async () => {
  expect(maskOf('kmscrypt::AAAA')).toMatch(/^kmscrypt:<masked [0-9a-f]{8}>$/);
  expect(maskOf('kmscrypt::AAAA')).toBe(maskOf('kmscrypt::AAAA'));
  expect(maskOf('kmscrypt::AAAA')).not.toBe(maskOf('kmscrypt::AAAB'));
});

test('decrypts what it can, masks the rest and says so once', async () => {
  const [mine, other] = [generateLocalKey(), generateLocalKey()];
  const make = (plaintext: string, key = mine): Promise<string> =>
    encryptValue(plaintext, { keyIds: ['local'], localKey: () => key });
  const lost = [await make('x', other), await make('y', other)] as const;
  writeFileSync(join(cwd, 'app.env'), `A=${await make('one')}\nB=${lost[0]}\nC=${lost[1]}\n`);
  process.env['KMSCRYPT_LOCAL_KEY'] = formatLocalKey(mine);
  const { pieces, warnings } = await textconv(join(cwd, 'app.env'), { decrypt: true, env: process.env, cwd });
  expect(Buffer.concat(pieces).toString()).toBe(`A=one\nB=${maskOf(lost[0])}\nC=${maskOf(lost[1])}\n`);
  expect(warnings).toEqual([
    expect.stringMatching(/^kmscrypt: warning: app\.env: .*\[LOCAL_KEY_MISMATCH\]$/),
  ]);
});
