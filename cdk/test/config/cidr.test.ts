import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cidr, contains, overlaps, parseCidr } from '../../src/config/cidr.ts';
import { RUNS } from '../runs.ts';

const octet = fc.integer({ min: 0, max: 255 });
const cidr = fc
  .tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 }))
  .map(([a, b, c, d, prefix]) => parseCidr(`${a}.${b}.${c}.${d}/${prefix}`));

const has = ({ first, last }: Cidr, address: number): boolean => first <= address && address <= last;

test('a range begins at a multiple of its size, and its network is itself', () => {
  fc.assert(
    fc.property(cidr, (range) => {
      if (range === undefined) throw new Error('not read');
      const size = 2 ** (32 - range.prefix);
      expect([range.first % size, range.last - range.first + 1]).toEqual([0, size]);
      expect(parseCidr(range.network)).toEqual({ ...range, text: range.network });
    }),
    { numRuns: RUNS },
  );
});

test('two ranges overlap where one has the first address of the other, and then one contains the other', () => {
  fc.assert(
    fc.property(cidr, cidr, (one, other) => {
      if (one === undefined || other === undefined) throw new Error('not read');
      const share = has(one, other.first) || has(other, one.first);
      expect(overlaps(one, other)).toBe(share);
      expect(contains(one, other) || contains(other, one)).toBe(share);
    }),
    { numRuns: RUNS },
  );
});

test.each([
  '10.0.0.0',
  '10.0.0/16',
  '10.0.0.0/33',
  '10.0.0.256/16',
  '010.0.0.0/16',
  '10.0.0.0/08',
  ' 10.0.0.0/8',
  '::/0',
  '',
])('no range: %j', (text) => {
  expect(parseCidr(text)).toBeUndefined();
});
