import fc from 'fast-check';
import { invalidationSize, type SizedSite } from '../../src/edge/invalidation-size.ts';
import type { EnvironmentInput } from './arbitrary-environment.ts';

export type SiteInput = NonNullable<EnvironmentInput['sites']>[number];

const MOST = 30;

const INVALIDATIONS: readonly SiteInput['invalidation'][] = [
  undefined,
  { immutable: ['^assets/'], cleanUrls: true },
  { immutable: [String.raw`\.[0-9a-f]{8}\.(?:css|js)$`], wholeDistribution: true },
];

/** None to two sites, now and then as many as 30: more than some Lambda can be given, see {@link fitting}. */
export function siteInputs(domain: string): fc.Arbitrary<SiteInput[]> {
  const kind = fc.record({
    invalidation: fc.constantFrom(...INVALIDATIONS),
    index: fc.constantFrom(undefined, 'home.html'),
  });
  const kinds = fc.oneof(
    { weight: 9, arbitrary: fc.array(kind, { maxLength: 2 }) },
    { weight: 1, arbitrary: fc.array(kind, { minLength: 20, maxLength: MOST, size: 'max' }) },
  );
  return fc.tuple(kinds, fc.constantFrom('site', 'a-long-name-x')).map(([sites, prefix]) =>
    sites.map(({ invalidation, index }, at) => {
      const name = `${prefix}-${at}`;
      const bare = { name, domain: `${name}.${domain}`, invalidation: structuredClone(invalidation), index };
      if (invalidation === undefined) return bare;
      const aliases = at === 0 ? [domain, `www.${domain}`] : [];
      return { ...bare, aliases, notFound: 'spa' };
    }),
  );
}

/** An environment with as many of its sites as Lambda takes, in a config of some name. */
export function fitting(name: string, environment: EnvironmentInput): EnvironmentInput {
  const { sites = [] } = environment;
  const { size, limit } = invalidationSize({
    name,
    environment: { name: environment.name, account: environment.account, sites: sites.map(sized) },
  });
  return size <= limit ? environment : fitting(name, { ...environment, sites: sites.slice(0, -1) });
}

function sized({ name, index = 'index.html', invalidation = {} }: SiteInput): SizedSite {
  const { immutable = [], cleanUrls = false, wholeDistribution = false } = invalidation;
  return { name, index, invalidation: { immutable, cleanUrls, wholeDistribution } };
}
