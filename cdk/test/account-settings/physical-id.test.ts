import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatId, parseId } from '../../account-settings/src/physical-id.ts';
import type { Held } from '../../account-settings/src/setting.ts';
import { RUNS } from '../runs.ts';

const kind = fc.constantFrom('Detector', 'ZoneAssociation');
const held: fc.Arbitrary<Held> = fc.record({
  origin: fc.constantFrom('made', 'kept'),
  id: fc.stringMatching(/^[\w/+.-]{1,60}$/),
});

test('an id says what goes with its resource', () => {
  fc.assert(
    fc.property(kind, held, (of, one) => {
      expect(parseId(of, formatId(of, one))).toEqual(one);
    }),
    { numRuns: RUNS },
  );
});

test.each([
  ['nothing', undefined],
  ['an empty one', ''],
  ['one of another kind', 'Analyzer/made/x'],
  ['one of a creation that failed', 'Detector/failed/x'],
  ['one without what it is of', 'Detector/made/'],
  ["CloudFormation's own", 'acme-baseline-Detector-1ABC'],
])('%s is the id of no resource', (_, physicalId) => {
  expect(parseId('Detector', physicalId)).toBeUndefined();
});
