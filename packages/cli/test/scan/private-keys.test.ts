import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, it } from 'vitest';
import { privateKeysIn } from '../../src/scan/private-keys.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
const ed25519 = generateKeyPairSync('ed25519').privateKey;

const pem = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1'): string =>
  key.export({ type, format: 'pem' }).toString();
const encrypted = rsa
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
  .toString();
const openSsh = Buffer.concat([Buffer.from('openssh-key-v1\0'), Buffer.alloc(99)]).toString('base64');
const block = (body: string, label = ''): string =>
  `-----BEGIN ${label}PRIVATE KEY-----\n${body}\n-----END ${label}PRIVATE KEY-----\n`;
const [, ecBody = ''] = /-----\n([^-]*)\n-----/.exec(pem(ec, 'sec1')) ?? [];

it.each<[string, string, number[]]>([
  ['RSA, PKCS #1', pem(rsa, 'pkcs1'), [0]],
  ['RSA, PKCS #8', pem(rsa, 'pkcs8'), [0]],
  ['elliptic curve, SEC 1', pem(ec, 'sec1'), [0]],
  ['elliptic curve, PKCS #8', pem(ec, 'pkcs8'), [0]],
  ['Ed25519', pem(ed25519, 'pkcs8'), [0]],
  ['OpenSSH', block(openSsh, 'OPENSSH '), [0]],
  [
    'two, behind other text',
    `a\n${pem(ec, 'sec1')}b\n${pem(ed25519, 'pkcs8')}`,
    [2, 4 + pem(ec, 'sec1').length],
  ],
  ['CRLF', pem(ec, 'sec1').replaceAll('\n', '\r\n'), [0]],
  ['indented, as in YAML', pem(ec, 'sec1').replaceAll('\n', '\n    '), [0]],
  ['escaped, as in JSON', JSON.stringify({ key: pem(ec, 'sec1') }), [8]],
  ['escaped CRLF', JSON.stringify(pem(ec, 'sec1').replaceAll('\n', '\r\n')), [1]],
  ['behind a placeholder', block('...') + pem(ec, 'sec1'), [block('...').length]],
  ['encrypted', encrypted, []],
  [
    'a public key',
    generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    [],
  ],
  ['a placeholder', block('MIIEvQIBADANBgkqhkiG9w0BAQEFAASC...'), []],
  ['base64 that is no key', block(Buffer.from('a'.repeat(200)).toString('base64')), []],
  ['a cut key', block(ecBody.slice(0, -24)), []],
  [
    'a key with more behind it',
    block(Buffer.concat([Buffer.from(ecBody, 'base64'), Buffer.alloc(3)]).toString('base64')),
    [],
  ],
  ['nothing in it', block(''), []],
  ['no end', pem(ec, 'sec1').slice(0, 60), []],
])('%s', (_, text, expected) => {
  expect(privateKeysIn(text)).toEqual(expected);
});

it('knows what Node can open', () => {
  expect(() => createPrivateKey(block(ecBody, 'EC '))).not.toThrow();
  expect(privateKeysIn(block(ecBody, 'EC '))).toEqual([0]);
});
