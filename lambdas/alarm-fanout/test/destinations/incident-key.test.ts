import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incidentKey } from '../../src/destinations/incident-key.ts';
import { RUNS } from '../runs.ts';
import { anyText } from '../words/any-content.ts';

const ARN = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:';
const UNFIT = /[^\w:.-]/gu;

it.each<[name: string, subject: string, unfit: RegExp | undefined, expected: string | RegExp]>([
  ['an ARN', `${ARN}cpu-high`, undefined, `${ARN}cpu-high`],
  ['a contributor', `${ARN}cpu#c1`, undefined, `${ARN}cpu#c1`],
  ['255 characters', 'a'.repeat(255), undefined, 'a'.repeat(255)],
  ['256 characters', 'a'.repeat(256), undefined, /^a{190}-[0-9a-f]{64}$/],
  ['what fits', `${ARN}cpu-high`, UNFIT, `${ARN}cpu-high`],
  ['a slash where it does not fit', 'auto-update/run 1', UNFIT, /^auto-update_run_1-[0-9a-f]{64}$/],
  ['nothing', '', undefined, /^-[0-9a-f]{64}$/],
  ['half a character', 'a\uD800', undefined, /^a\uFFFD-[0-9a-f]{64}$/],
  [
    'a cut within a character',
    `${'a'.repeat(189)}${'😀'.repeat(50)}`,
    undefined,
    /^a{189}\uFFFD-[0-9a-f]{64}$/,
  ],
])('%s', (_name, subject, unfit, expected) => {
  const key = incidentKey(subject, { most: 255, unfit });
  if (typeof expected === 'string') expect(key).toBe(expected);
  else expect(key).toMatch(expected);
});

describe('any subject', () => {
  it('has a key of its own, which fits', () => {
    fc.assert(
      fc.property(anyText(600), anyText(600), fc.constantFrom(255, 512), (one, other, most) => {
        const [first, second] = [one, other].map((subject) => incidentKey(subject, { most, unfit: UNFIT }));
        expect(first).toMatch(/^[\w:.-]+$/);
        expect(first?.length).toBeLessThanOrEqual(most);
        expect(first === second).toBe(one === other);
      }),
      { numRuns: RUNS },
    );
  });

  it('is not that of what only looks like it', () => {
    const slash = incidentKey('a/b', { most: 255, unfit: UNFIT });
    expect(incidentKey(slash, { most: 255, unfit: UNFIT })).toBe(slash);
    expect(incidentKey('a_b', { most: 255, unfit: UNFIT })).toBe('a_b');
    expect(incidentKey('a b', { most: 255, unfit: UNFIT })).not.toBe(slash);
  });
});
