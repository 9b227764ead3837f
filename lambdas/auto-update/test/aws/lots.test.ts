import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forEach, lotsOf } from '../../src/aws/lots.ts';
import { RUNS } from '../runs.ts';

describe('lots', () => {
  it('have everything, in order, and none is too large or empty', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 12 }), (items, most) => {
        const lots = lotsOf(items, most);
        expect(lots.flat()).toEqual(items);
        expect(lots.every((lot) => lot.length > 0 && lot.length <= most)).toBe(true);
        expect(lots).toHaveLength(Math.ceil(items.length / most));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('for each', () => {
  const items = Array.from({ length: 30 }, (_, at) => at);

  it('in order, and no more than 8 at once', async () => {
    let now = 0;
    let most = 0;
    const results = await forEach(items, async (item) => {
      now += 1;
      most = Math.max(most, now);
      await setImmediate();
      now -= 1;
      return item * 2;
    });
    expect(results).toEqual(items.map((item) => item * 2));
    expect(most).toBe(8);
  });

  it('after a failure no further one is begun', async () => {
    const begun: number[] = [];
    const all = forEach(items, async (item) => {
      begun.push(item);
      await setImmediate();
      if (item === 0) throw new Error('the first fails');
    });
    await expect(all).rejects.toThrow('the first fails');
    const before = begun.length;
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    expect([begun.length, before < items.length]).toEqual([before, true]);
  });
});
