import { sdkToken } from './message.ts';
import { contentOf, keyNamed, type TokensVector } from './vector.ts';

/** Where tokens are in a text and what they carry, as docs/format.md says it; written out, not searched. */
export async function tokensVectors(): Promise<TokensVector[]> {
  const message = (await sdkToken(keyNamed('one'), 's3cret')).slice('kmscrypt::v2::'.length);
  const rows: [string, ...(string | Uint8Array | Token)[]][] = [
    ['none', 'host: db\n'],
    ['bare prefixes', 'kmscrypt:: kmscrypt::v2:: kmscrypt::='],
    ['a blob', 'a: ', blob('AQICAHhw'), '\n'],
    ['a message', 'a: ', { mark: 'v2::', base64: message }, '\n'],
    ['a blob and a message', blob('AQI='), ' ', { mark: 'v2::', base64: message }],
    ['two blobs, padding between', blob('AQ=='), blob('AQI=')],
    ['three = : the third is text', blob('AQ=='), '='],
    ['the base64 alphabet ends a token', blob('+/+/'), '-', blob('0129'), '_', blob('azAZ'), '"'],
    ['letters in front', 'PASSWORD', blob('AAAA')],
    ['a prefix behind a prefix: its letters are base64', blob('kmscrypt'), '::AAAA'],
    ['a prefix behind a bare prefix', 'kmscrypt::.', blob('AAAA')],
    ['characters of many bytes', 'é😀', blob('AAAA'), '値'],
    ['bytes that are no UTF-8', Buffer.of(0xff, 0xf0, 0x9f), blob('AAAA'), Buffer.of(0xc3)],
    ['a line break', blob('AAAA'), '\r\n', blob('AAAA')],
    ['a blob of 6,144 bytes', blob(Buffer.alloc(6144).toString('base64'))],
  ];
  return rows.map(([name, ...parts]) => vectorOf(name, parts));
}

interface Token {
  readonly mark: '' | 'v2::';
  readonly base64: string;
}

function blob(base64: string): Token {
  return { mark: '', base64 };
}

function vectorOf(name: string, parts: readonly (string | Uint8Array | Token)[]): TokensVector {
  const pieces: Uint8Array[] = [];
  const tokens: TokensVector['tokens'][number][] = [];
  let at = 0;
  for (const part of parts) {
    const isToken = typeof part === 'object' && 'base64' in part;
    const piece = isToken ? Buffer.from(`kmscrypt::${part.mark}${part.base64}`) : Buffer.from(part);
    if (isToken) {
      const kind = part.mark === '' ? 'blob' : 'message';
      tokens.push({ start: at, end: at + piece.length, kind, bytes: part.base64 });
    }
    pieces.push(piece);
    at += piece.length;
  }
  return { name, input: contentOf(...pieces), tokens };
}
