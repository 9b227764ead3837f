import { expect, test } from 'vitest';
import { invalidationSize, type SizedEnvironment, type SizedSite } from '../../src/edge/invalidation-size.ts';
import { UNKNOWN, variablesSize } from '../../src/lambda/function-variables.ts';
import { sixAccounts } from '../support/configs.ts';
import { propertiesOf } from '../support/in-stack.ts';
import { plain } from '../support/policies-in.ts';
import { plainTemplatesOf } from '../support/synth.ts';

function site(name: string, immutable: readonly string[] = []): SizedSite {
  return {
    name,
    index: 'index.html',
    invalidation: { immutable, cleanUrls: false, wholeDistribution: false },
  };
}

function environment(sites: readonly SizedSite[]): SizedEnvironment {
  return { name: 'prod', account: '666666666666', sites };
}

const NAMES = [...Array(26).keys()].map((index) => `a-long-name-of-a-site-${index}`);

test.each([
  ['one site', [site('www')], true],
  ['22 sites', NAMES.slice(4).map((name) => site(name)), true],
  ['26 sites', NAMES.map((name) => site(name)), false],
  ['long expressions', [site('www', ['x'.repeat(3_500)])], true],
  ['backslashes, four of which are one', [site('www', [String.raw`\.`.repeat(1_000)])], false],
])('%s: Lambda takes them %s', (_name, sites, fits) => {
  const { size, limit } = invalidationSize({ name: 'acme', environment: environment(sites) });
  expect(size <= limit).toBe(fits);
});

test('it is that of what is deployed', () => {
  const config = sixAccounts();
  const templates = plainTemplatesOf(config);
  for (const each of config.environments) {
    const template = templates.get(`${each.name}/static`);
    if (template === undefined) throw new Error(`no sites in ${each.name}`);
    const [made = {}] = propertiesOf(plain(template), 'AWS::Lambda::Function');
    const { Variables: variables } = made['Environment'] as { readonly Variables: Record<string, string> };
    const filled = Object.entries(variables).map(([key, value]) => [
      key,
      value.replaceAll(/REF:\w+/gu, UNKNOWN),
    ]);
    const { size } = invalidationSize({ name: config.name, environment: each });
    expect(size).toBe(variablesSize(Object.fromEntries(filled)));
  }
});
