import { expect, test } from 'vitest';
import { schemaIssues } from '../../src/lambda/operator-schema.ts';

const SITE = { bucket: 'www-example', distributions: ['E2EXAMPLE'] };

test.each([
  ['nothing', { table: 'tried', sites: [SITE] }, []],
  [
    'steps of lists and of objects',
    { table: 'tried', sites: [SITE, { ...SITE, immutable: ['('] }] },
    [{ path: ['sites', 1, 'immutable', 0], keys: undefined }],
  ],
  [
    'keys that are not known',
    { table: 'tried', sites: [{ ...SITE, bukket: '', windw: '' }] },
    [{ path: ['sites', 0], keys: ['bukket', 'windw'] }],
  ],
])('what a schema finds: %s', async (_name, config, expected) => {
  const issues = await schemaIssues('static-asset-invalidation', config);
  expect(issues.map(({ path, keys }) => ({ path, keys }))).toEqual(expected);
});

test('of a bundle that is not there its cure is told', async () => {
  await expect(schemaIssues('not-built', {})).rejects.toThrow(/npm run build/);
});
