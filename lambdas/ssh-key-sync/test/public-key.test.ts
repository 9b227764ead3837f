import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPublicKey } from '../src/public-key.ts';
import { edKey, field } from './support/plan-keys.ts';
import { RUNS } from './runs.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kmscrypt-test-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** A public key of ssh-keygen, with this comment. */
function keygen(type: string, bits: number, comment = 'alice@example.com'): string {
  const file = join(directory, `${type}-${bits}`);
  rmSync(file, { force: true });
  rmSync(`${file}.pub`, { force: true });
  execFileSync('ssh-keygen', ['-q', '-t', type, '-b', `${bits}`, '-N', '', '-C', comment, '-f', file]);
  return readFileSync(`${file}.pub`, 'utf8');
}

/** A line with a blob of these parts. */
function lineOf(type: string, ...parts: readonly (string | Uint8Array)[]): string {
  const fields = [type, ...parts].map((part) => field(Buffer.from(part as string)));
  return `${type} ${Buffer.concat(fields).toString('base64')}`;
}

/** An odd number of so many bits, as `mpint`. */
function mpint(bits: number): Buffer {
  const number = Buffer.alloc(Math.ceil(bits / 8), 0xff);
  number[0] = 0xff >> ((8 - (bits % 8)) % 8);
  return (number[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), number]) : number;
}

const E65537 = Buffer.from([1, 0, 1]);
const POINT = Buffer.alloc(65, 1);
POINT[0] = 4;

describe('keys of ssh-keygen', () => {
  it.each([
    { type: 'rsa', bits: 2048 },
    { type: 'rsa', bits: 3072 },
    { type: 'rsa', bits: 4096 },
    { type: 'ed25519', bits: 256 },
    { type: 'ecdsa', bits: 256 },
    { type: 'ecdsa', bits: 384 },
    { type: 'ecdsa', bits: 521 },
  ])('takes $type of $bits bits, without its comment', ({ type, bits }) => {
    const line = keygen(type, bits, 'alice\'s "new" laptop, é');
    const [first, second] = line.split(' ');
    expect(readPublicKey(line)).toEqual({ body: `${first} ${second}` });
  });

  it('refuses RSA of 1,024 bits', () => {
    expect(readPublicKey(keygen('rsa', 1024))).toEqual({ refused: 'RSA of 1024 bits' });
  });
});

describe('keys by hand', () => {
  it.each([
    ['ssh-ed25519', edKey(1)],
    ['ed25519 of a security key', lineOf('sk-ssh-ed25519@openssh.com', Buffer.alloc(32, 7), 'ssh:')],
    ['ecdsa of a security key', lineOf('sk-ecdsa-sha2-nistp256@openssh.com', 'nistp256', POINT, 'ssh:')],
    ['RSA of 2,048 bits', lineOf('ssh-rsa', E65537, mpint(2048))],
    ['RSA of 2,049 bits', lineOf('ssh-rsa', E65537, mpint(2049))],
    ['RSA of 16,384 bits', lineOf('ssh-rsa', E65537, mpint(16_384))],
  ])('takes %s', (_, line) => {
    expect(readPublicKey(line)).toEqual({ body: line });
    expect(readPublicKey(` ${line}\tcomment with spaces\r\n`)).toEqual({ body: line });
  });

  it.each([
    ['RSA of 2,047 bits', lineOf('ssh-rsa', E65537, mpint(2047)), 'RSA of 2047 bits'],
    ['RSA of 16,385 bits', lineOf('ssh-rsa', E65537, mpint(16_385)), 'RSA of 16385 bits'],
    [
      'DSA',
      lineOf('ssh-dss', mpint(1024), mpint(160), mpint(1023), mpint(1020)),
      'DSA, which sshd does not take',
    ],
    ['nothing', '', 'empty'],
    ['white space', ' \n\t', 'empty'],
    [
      'a PEM',
      '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
      'PEM, which is not the form of OpenSSH',
    ],
    ['a type that is not known', lineOf('ssh-xmss@openssh.com', 'x'), 'of a type that is not known'],
    ['a certificate', lineOf('ssh-ed25519-cert-v01@openssh.com', 'x'), 'a certificate'],
    ['an option', `no-pty ${edKey(1)}`, 'with options'],
    ['a forced command', `command="/bin/sh -c 'id'" ${edKey(1)}`, 'with options'],
    ['an option that looks like a key', `environment="A=ssh-ed25519 AAAA" ${edKey(1)}`, 'with options'],
    ['two keys', `${edKey(1)}\n${edKey(2)}`, 'more than one line, or control characters'],
    ['a carriage return', `${edKey(1)} a\rb`, 'more than one line, or control characters'],
    ['a NUL', `${edKey(1)} a\0b`, 'more than one line, or control characters'],
    ['a line separator of Unicode', `${edKey(1)} a\u2028b`, 'more than one line, or control characters'],
    ['no base64', 'ssh-ed25519 !!!!', 'broken: what follows its type is not base64'],
    ['no blob', 'ssh-ed25519', 'broken: what follows its type is not base64'],
    ['base64 without its end', edKey(1).slice(0, -1), 'broken: what follows its type is not base64'],
    [
      'another type in the blob',
      edKey(1).replace('ssh-ed25519', 'ssh-rsa'),
      'broken: its blob is of another type',
    ],
    [
      'an ed25519 key of 31 bytes',
      lineOf('ssh-ed25519', Buffer.alloc(31)),
      'broken: the parts of its blob do not fit its type',
    ],
    [
      'something after the blob',
      lineOf('ssh-ed25519', Buffer.alloc(32), 'x'),
      'broken: something follows its blob',
    ],
    [
      'a compressed point',
      lineOf('ecdsa-sha2-nistp256', 'nistp256', Buffer.alloc(33, 2)),
      'broken: the parts of its blob do not fit its type',
    ],
    [
      'a point of another curve',
      lineOf('ecdsa-sha2-nistp384', 'nistp256', POINT),
      'broken: the parts of its blob do not fit its type',
    ],
    [
      'a negative modulus',
      lineOf('ssh-rsa', E65537, Buffer.alloc(256, 0xff)),
      'broken: the parts of its blob do not fit its type',
    ],
    [
      'zeros before a modulus',
      lineOf('ssh-rsa', E65537, Buffer.concat([Buffer.alloc(200), mpint(1024)])),
      'broken: the parts of its blob do not fit its type',
    ],
    [
      'an exponent of 1',
      lineOf('ssh-rsa', Buffer.from([1]), mpint(2048)),
      'broken: the parts of its blob do not fit its type',
    ],
    [
      'a security key for nothing',
      lineOf('sk-ssh-ed25519@openssh.com', Buffer.alloc(32)),
      'broken: the parts of its blob do not fit its type',
    ],
    ['a long line', `${edKey(1)} ${'x'.repeat(8_192)}`, 'longer than 8192 characters'],
  ])('refuses %s', (_, line, refused) => {
    expect(readPublicKey(line)).toEqual({ refused });
  });

  it.each([
    lineOf('ssh-rsa', E65537, mpint(2048)),
    edKey(3),
    lineOf('sk-ecdsa-sha2-nistp256@openssh.com', 'nistp256', POINT, 'ssh:'),
  ])('refuses a blob that is cut anywhere', (line) => {
    const [type, base64 = ''] = line.split(' ');
    const blob = Buffer.from(base64, 'base64');
    const taken = [...blob.keys()].filter(
      (length) => 'body' in readPublicKey(`${type} ${blob.subarray(0, length).toString('base64')}`),
    );
    expect(taken).toEqual([]);
  });
});

it('gives one line of a type and base64, or refuses, whatever it reads', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(fc.constantFrom('ssh-rsa', 'ssh-ed25519', 'ecdsa-sha2-nistp256'), fc.uint8Array(), fc.string())
      .map(([type, blob, comment]) => `${lineOf(type, blob)} ${comment}`),
    fc.tuple(fc.string(), fc.string()).map(([before, after]) => `${before}${edKey(1)}${after}`),
  );
  fc.assert(
    fc.property(line, (text) => {
      const key = readPublicKey(text);
      if ('refused' in key) expect(key.refused).not.toContain('AAAA');
      else expect(key.body).toMatch(/^[a-z][\w.@-]+ [A-Za-z0-9+/]+={0,2}$/);
    }),
    { numRuns: RUNS },
  );
});
