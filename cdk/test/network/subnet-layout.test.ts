import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRange, parseRange, partOf } from '../../src/network/ipv4-range.ts';
import { subnetLayout } from '../../src/network/subnet-layout.ts';
import { RUNS } from '../runs.ts';

test.each([
  ['10.1.0.0/16', 3, 20, ['10.1.0.0/18', '10.1.64.0/18', '10.1.128.0/18']],
  ['10.1.0.0/16', 2, 20, ['10.1.0.0/18', '10.1.64.0/18']],
  ['172.16.32.0/20', 3, 24, ['172.16.32.0/22', '172.16.36.0/22', '172.16.40.0/22']],
  [
    '192.168.128.0/17',
    4,
    21,
    ['192.168.128.0/19', '192.168.160.0/19', '192.168.192.0/19', '192.168.224.0/19'],
  ],
] as const)('%s among %i tiers', (cidr, count, subnetBits, tiers) => {
  expect(subnetLayout(cidr, count)).toEqual({ subnetBits, tiers });
});

test('a range is read as it is written', () => {
  const octet = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.tuple(octet, octet, octet, octet), fc.integer({ min: 0, max: 32 }), (octets, bits) => {
      const cidr = `${octets.join('.')}/${bits}`;
      expect(formatRange(parseRange(cidr))).toBe(cidr);
    }),
    { numRuns: RUNS },
  );
});

test('parts follow one another and end where the whole ends', () => {
  const bits = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), bits, (second, cut) => {
      const whole = parseRange(`10.${second}.0.0/16`);
      const parts = Array.from({ length: 2 ** cut }, (_, index) => partOf(whole, cut, index));
      const size = 2 ** (16 - cut);
      expect(parts.map(({ first }) => first)).toEqual(parts.map((_, index) => whole.first + index * size));
      expect((parts.at(-1)?.first ?? 0) + size).toBe(whole.first + 2 ** 16);
    }),
    { numRuns: RUNS },
  );
});
