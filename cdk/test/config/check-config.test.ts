import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkConfig } from '../../src/config/check-config.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { zonesOf } from '../../src/config/regions.ts';
import { RUNS } from '../runs.ts';
import { configInput } from '../support/arbitrary-config.ts';
import { fiveAccounts, fourAccounts, oneAccount, sixAccounts } from '../support/configs.ts';
import { valid } from './valid.ts';

const none = async (): Promise<readonly never[]> => [];
const lambdas = { checkFanout: none, checkInvalidation: none };

test('every config of the matrix is accepted', async () => {
  await fc.assert(
    fc.asyncProperty(configInput(), async (input) => {
      const { problems = [] } = await checkConfig(input, lambdas);
      expect(problems.map(formatProblem)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('a config that has been checked is accepted again, and stays as it is', async () => {
  await fc.assert(
    fc.asyncProperty(configInput(), async (input) => {
      const { config } = await checkConfig(input, lambdas);
      expect(await checkConfig(config, lambdas)).toEqual({ config });
    }),
    { numRuns: RUNS },
  );
});

test('each VPC of a config has its zones, and no zone stands twice', async () => {
  await fc.assert(
    fc.asyncProperty(configInput(), async (input) => {
      const zones = zonesOf(input);
      const wanted = [input.management, ...input.environments].map(({ vpc }) => vpc.zones ?? 1);
      expect(zones.length).toBeGreaterThanOrEqual(Math.max(...wanted));
      expect(new Set(zones).size).toBe(zones.length);
    }),
    { numRuns: RUNS },
  );
});

test('whatever it is given, it tells problems and does not throw', async () => {
  const keys = fc.constantFrom(
    'name',
    'region',
    'zones',
    'accounts',
    'management',
    'environments',
    'tags',
    'alarms',
    '__proto__',
    'x',
  );
  const value = fc.oneof(fc.jsonValue(), fc.anything());
  await fc.assert(
    fc.asyncProperty(fc.dictionary(keys, value), fc.boolean(), async (change, isWhole) => {
      const { problems } = await checkConfig(isWhole ? change : { ...valid(), ...change }, lambdas);
      for (const problem of problems ?? []) expect(formatProblem(problem)).toMatch(/^[^\n]+$/);
    }),
    { numRuns: RUNS },
  );
});

test.each([
  ['one account', oneAccount],
  ['four accounts', fourAccounts],
  ['five accounts', fiveAccounts],
  ['six accounts', sixAccounts],
])('the example of %s is accepted', async (_, example) => {
  const { problems = [] } = await checkConfig(example(), lambdas);
  expect(problems.map(formatProblem)).toEqual([]);
});

test('what is broken does not hide what else is', async () => {
  const { problems = [] } = await checkConfig({
    ...valid(),
    name: 'Acme',
    tags: { 'aws:team': 'a' },
    management: { vpc: { cidr: '10.2.0.0/16' }, acess: { type: 'none' } },
    environments: [...valid().environments, { name: 'qa' }],
  });
  expect(new Set(problems.map(({ code, path }) => `${code} ${path}`))).toEqual(
    new Set([
      'VALUE_INVALID name',
      'TAG_RESERVED tags["aws:team"]',
      'KEY_UNKNOWN management.acess',
      'CIDR_OVERLAP environments[0].vpc.cidr',
      'PRODUCTION_ORDER environments[1]',
      'VALUE_MISSING environments[2].account',
      'VALUE_MISSING environments[2].vpc',
    ]),
  );
});
