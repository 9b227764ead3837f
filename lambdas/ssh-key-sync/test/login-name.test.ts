import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loginOf, loginProblem } from '../src/login-name.ts';
import { RUNS } from './runs.ts';

describe('loginOf', () => {
  it.each([
    ['alice', 'alice'],
    ['a@b', 'a'],
    ['_x.y.z', 'x_y_z'],
    ['Bob.Smith+aws=1,2@example.com', 'bob_smith_aws_1_2'],
    ['__a', 'a'],
    ['b'.repeat(32), 'b'.repeat(32)],
    ['kim-lee', 'kim-lee'],
    ['kim@\u212A.example.com', 'kim'],
  ])('maps %s', (name, login) => {
    expect(loginOf(name)).toEqual({ login });
  });

  it.each([
    'root',
    'ROOT',
    '_root@example.com',
    'ec2-user',
    'nobody',
    'systemd-coredump',
    'kmscrypt-x',
    '@b',
    '',
    '1a',
    '-a',
    'jürgen',
    '\u212Aim',
    '\u212Aim@example.com',
    'dhcpcd',
    'fwupd-refresh',
    'usbmux',
    '_sssd',
    'unscd',
    'ubuntu',
    'admin',
    'debian',
    'rocky',
    'centos',
    'fedora',
    'a b',
    'a\nb',
    'b'.repeat(33),
  ])('refuses %j', (name) => {
    expect(loginOf(name)).toEqual({ refused: expect.any(String) as string });
  });

  it('gives names that Linux takes, and none of the system, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        const mapped = loginOf(name);
        expect('refused' in mapped || loginProblem(mapped.login) === undefined).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});
