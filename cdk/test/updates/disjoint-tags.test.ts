import { expect, test } from 'vitest';
import { checkUpdates } from '../../src/updates/check-updates.ts';
import { areDisjoint } from '../../src/updates/disjoint-tags.ts';

type Tags = Parameters<typeof areDisjoint>[0];

const ROWS: readonly (readonly [one: Tags, other: Tags, disjoint: boolean])[] = [
  [{ role: 'jobs' }, { role: 'jobs' }, false],
  [{ role: 'jobs' }, { role: 'api' }, true],
  [{ role: 'jobs' }, { role: ['jobs', 'api'] }, false],
  [{ role: ['jobs', 'web'] }, { role: ['api', 'vpn'] }, true],
  [{ role: 'jobs' }, { role: 'jobs', tier: 'a' }, false],
  [{ role: 'jobs', tier: 'b' }, { role: 'jobs', tier: 'a' }, true],
  [{ role: 'jobs' }, { env: 'prod' }, false],
  [{ Role: 'jobs' }, { role: 'api' }, false],
];

test.each(ROWS)('%j and %j: %s, and the Lambda says the same', async (one, other, disjoint) => {
  expect([areDisjoint(one, other), areDisjoint(other, one)]).toEqual([disjoint, disjoint]);
  const issues = await checkUpdates({
    environment: 'stage',
    table: 'stage',
    document: 'stage',
    fleets: { one: { mode: 'in-place', tags: one }, other: { mode: 'in-place', tags: other } },
  });
  expect(issues.map(({ path }) => path.at(-1))).toEqual(disjoint ? [] : ['tags']);
});
