import { expect, it, test } from 'vitest';
import { configSchema } from '../src/config.ts';

const SITE = { bucket: 'www', distributions: ['E2EXAMPLE'] };

test('defaults', () => {
  expect(configSchema.parse({ sites: [SITE] })).toEqual({
    sites: [
      {
        ...SITE,
        prefix: '',
        originPath: '',
        indexDocuments: ['index.html'],
        cleanUrls: false,
        immutable: [],
        queryStrings: 'ignored',
        spellings: 'all',
        wholeDistribution: false,
        cacheTags: [],
        accessChanges: false,
      },
    ],
    pathPrice: 0.005,
    freePaths: 1000,
    refetchPrice: 0.001,
    listPages: 100,
  });
});

it.each([
  { name: 'no site', written: { sites: [] }, path: 'sites' },
  { name: 'nothing', written: {}, path: 'sites' },
  {
    name: 'no distribution',
    written: { sites: [{ ...SITE, distributions: [] }] },
    path: 'sites.0.distributions',
  },
  {
    name: 'an ARN',
    written: { sites: [{ ...SITE, distributions: ['arn:aws:x'] }] },
    path: 'sites.0.distributions.0',
  },
  { name: 'no bucket', written: { sites: [{ ...SITE, bucket: '' }] }, path: 'sites.0.bucket' },
  {
    name: 'an OriginPath without a slash',
    written: { sites: [{ ...SITE, originPath: 'a' }] },
    path: 'sites.0.originPath',
  },
  {
    name: 'an OriginPath that ends with one',
    written: { sites: [{ ...SITE, originPath: '/a/' }] },
    path: 'sites.0.originPath',
  },
  { name: 'a pattern', written: { sites: [{ ...SITE, immutable: ['('] }] }, path: 'sites.0.immutable.0' },
  { name: 'an unknown key', written: { sites: [{ ...SITE, distribution: 'E1' }] }, path: 'sites.0' },
  { name: 'an unknown key above', written: { sites: [SITE], site: 1 }, path: '' },
  {
    name: 'a distribution twice',
    written: { sites: [{ ...SITE, distributions: ['E1', 'E1'] }] },
    path: 'sites.0.distributions',
  },
  {
    name: 'a prefix beside the OriginPath',
    written: { sites: [{ ...SITE, prefix: 'a/', originPath: '/b' }] },
    path: 'sites.0.originPath',
  },
  {
    name: 'an index document with a slash',
    written: { sites: [{ ...SITE, indexDocuments: ['a/b'] }] },
    path: 'sites.0.indexDocuments.0',
  },
  {
    name: 'a tag of a group that is not there',
    written: { sites: [{ ...SITE, cacheTags: [{ keys: '(a)', tag: '$1$2' }] }] },
    path: 'sites.0.cacheTags.0.tag',
  },
  {
    name: 'a tag with its #',
    written: { sites: [{ ...SITE, cacheTags: [{ keys: 'a', tag: '#a' }] }] },
    path: 'sites.0.cacheTags.0.tag',
  },
  { name: 'a budget without a table', written: { sites: [SITE], budget: { paths: 1 } }, path: 'budget' },
  {
    name: 'a budget of nothing',
    written: { sites: [SITE], table: 't', budget: { paths: 0 } },
    path: 'budget.paths',
  },
  { name: 'a price', written: { sites: [SITE], pathPrice: 0 }, path: 'pathPrice' },
  { name: 'pages', written: { sites: [SITE], listPages: 1.5 }, path: 'listPages' },
])('$name is refused', ({ written, path }) => {
  const { error } = configSchema.safeParse(written);
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
});

test('all problems at once', () => {
  const { error } = configSchema.safeParse({
    sites: [{ bucket: '', distributions: ['x'], a: 1 }],
    listPages: -1,
    budget: { paths: 1 },
  });
  expect(error?.issues).toHaveLength(5);
});
