import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { leaksIn } from '../../src/scan/leaks.ts';

// Put together here, so that no scanner takes this file for one that leaks.
const ID = ['AK', 'IA', 'QWERTYUIOPASDFGH'].join('');
const TEMPORARY_ID = ID.replace('AK', 'AS');
const SECRET = 'abcdefghijklmnopqrstuvwxyz0123456789ABCD';
const PEM = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();

const leaks = (text: string): [number, string][] =>
  leaksIn(text).map(({ offset, message }) => [offset, message.replace(' is in plaintext', '')]);

describe('finds', () => {
  it.each<[string, string, [number, string][]]>([
    ['an access key id', `id: ${ID}\n`, [[4, 'an AWS access key id']]],
    ['a temporary one', `id: ${TEMPORARY_ID}\n`, [[4, 'an AWS access key id']]],
    ['a secret access key', `AWS_SECRET_ACCESS_KEY=${SECRET}\n`, [[0, 'an AWS secret access key']]],
    ['one in JSON', `{ "secretAccessKey": "${SECRET}" }`, [[2, 'an AWS secret access key']]],
    ['a private key', `x\n${PEM}`, [[2, 'a private key']]],
    ['one that both rules know, once', RSA, [[0, 'a private key']]],
    ['what stands behind a byte order mark', `\uFEFF${ID}`, [[1, 'an AWS access key id']]],
    [
      'a key behind a byte order mark',
      `\uFEFF${PEM}${RSA}`,
      [
        [1, 'a private key'],
        [1 + PEM.length, 'a private key'],
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(leaks(text)).toEqual(expected);
  });
});

describe('passes over', () => {
  it.each([
    ["the id of AWS's documentation", 'AKIAIOSFODNN7EXAMPLE'],
    ['another of its examples', 'AKIAI44QH8DHBEXAMPLE'],
    ['its secret', 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['the id of a role', ID.replace('AKIA', 'AROA')],
    ['the id of a user', ID.replace('AKIA', 'AIDA')],
    ["an account's number", 'account_id: 123456789012'],
    ['a longer word', `X${ID}`],
    ['a variable', 'AWS_SECRET_ACCESS_KEY=$SECRET'],
  ])('%s', (_, text) => {
    expect(leaks(text)).toEqual([]);
  });
});

it('never tells the secret', () => {
  const told = JSON.stringify(leaksIn(`${ID}\nAWS_SECRET_ACCESS_KEY=${SECRET}\n${RSA}`));
  for (const secret of [ID, SECRET, RSA.slice(40, 60)]) expect(told).not.toContain(secret);
});
