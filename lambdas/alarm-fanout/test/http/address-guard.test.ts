import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKind } from '../../src/http/address-guard.ts';
import { RUNS } from '../runs.ts';

describe('kinds of addresses', () => {
  it.for<readonly [address: string, kind: string]>([
    ['1.1.1.1', 'public'],
    ['52.94.5.1', 'public'],
    ['172.15.255.255', 'public'],
    ['172.32.0.1', 'public'],
    ['2606:4700:4700::1111', 'public'],
    ['2a05:d014::1', 'public'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['127.0.0.1', 'private'],
    ['127.255.255.255', 'private'],
    ['100.64.0.1', 'private'],
    ['100.127.255.255', 'private'],
    ['::1', 'private'],
    ['fd12:3456::1', 'private'],
    ['fc00::1', 'private'],
    ['0.0.0.0', 'closed'],
    ['0.1.2.3', 'closed'],
    ['169.254.169.254', 'closed'],
    ['169.254.170.2', 'closed'],
    ['192.0.2.1', 'closed'],
    ['198.18.0.1', 'closed'],
    ['198.51.100.7', 'closed'],
    ['203.0.113.9', 'closed'],
    ['224.0.0.1', 'closed'],
    ['255.255.255.255', 'closed'],
    ['fd00:ec2::254', 'closed'],
    ['fe80::1', 'closed'],
    ['fe80::1%eth0', 'closed'],
    ['fec0::1', 'closed'],
    ['ff02::1', 'closed'],
    ['::', 'closed'],
    ['::7f00:1', 'closed'],
    ['2001:db8::1', 'closed'],
    ['2001::1', 'closed'],
    ['3fff::1', 'closed'],
    ['4000::1', 'closed'],
    ['100::1', 'closed'],
    // IPv4 within IPv6.
    ['::ffff:127.0.0.1', 'private'],
    ['::ffff:7f00:1', 'private'],
    ['::ffff:169.254.169.254', 'closed'],
    ['::ffff:1.1.1.1', 'public'],
    ['::ffff:0:10.0.0.1', 'private'],
    ['64:ff9b::10.0.0.1', 'private'],
    ['64:ff9b::a9fe:a9fe', 'closed'],
    ['64:ff9b::1.1.1.1', 'public'],
    ['64:ff9b:1::1.1.1.1', 'closed'],
    ['2002:7f00:1::', 'private'],
    ['2002:a9fe:a9fe::1', 'closed'],
    ['localhost', 'closed'],
    ['', 'closed'],
    ['0x7f.1', 'closed'],
  ])('%s is %s', ([address, kind]) => {
    expect(addressKind(address)).toBe(kind);
  });

  it('are the same for IPv4 as for the same address within IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('::ffff:', '64:ff9b::', '::ffff:0:'), (address, prefix) => {
        expect(addressKind(`${prefix}${address}`)).toBe(addressKind(address));
      }),
      { numRuns: RUNS },
    );
  });

  it('are never public outside 2000::/3, but for IPv4 within it', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const first = Number.parseInt(address.split(':')[0] || '0', 16);
        fc.pre(first >> 13 !== 1 && first !== 0x64 && first !== 0);
        expect(addressKind(address)).not.toBe('public');
      }),
      { numRuns: RUNS },
    );
  });
});
