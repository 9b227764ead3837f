import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPath, parsePath } from '../../src/config/path.ts';
import { RUNS } from '../runs.ts';

test.each([
  [[], ''],
  [['environments', 1, 'vpc', 'cidr'], 'environments[1].vpc.cidr'],
  [['accounts', 'shared-services'], 'accounts.shared-services'],
  [['tags', 'aws:team'], 'tags["aws:team"]'],
  [['a"]b', 0], '["a\\"]b"][0]'],
])('%j is written %s', (path, text) => {
  expect(formatPath(path)).toBe(text);
});

test('what is written is read', () => {
  const step = fc.oneof(fc.string({ minLength: 1 }), fc.nat());
  fc.assert(
    fc.property(fc.array(step), (path) => {
      expect(parsePath(formatPath(path))).toEqual(path);
    }),
    { numRuns: RUNS },
  );
});
