import { expect, test } from 'vitest';
import { checkConfig } from '../../../src/config/check-config.ts';
import { valid } from '../valid.ts';

/** The second of the first environment's sites, and the only one of the second, ask for something. */
function asking(): ReturnType<typeof valid> {
  const config = valid();
  const [stage, prod] = config.environments;
  Object.assign(stage?.sites?.[1] ?? {}, { invalidation: { immutable: ['^assets/', '('] } });
  Object.assign(prod?.sites?.[0] ?? {}, { index: 'home.html' });
  return config;
}

test('what the Lambda says of a site has its place in the config', async () => {
  const { problems = [] } = await checkConfig(asking(), {
    checkInvalidation: async (sites) => [
      { path: [0, 'invalidation', 'immutable', 1], message: 'is no regular expression' },
      { path: [1, 'index'], message: `is ${sites[1]?.index}` },
    ],
  });
  expect(problems.map(({ code, path, message }) => [code, path, message])).toEqual([
    [
      'INVALIDATION_INVALID',
      'environments[0].sites[1].invalidation.immutable[1]',
      'is no regular expression',
    ],
    ['INVALIDATION_INVALID', 'environments[1].sites[0].index', 'is home.html'],
  ]);
});

test("the Lambda's own schema is asked, if nothing else is said", async () => {
  const { problems = [] } = await checkConfig(asking());
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ['INVALIDATION_INVALID', 'environments[0].sites[1].invalidation.immutable[1]'],
  ]);
});

test('of sites that say nothing the Lambda is not asked', async () => {
  const checkInvalidation = (): Promise<never> => Promise.reject(new Error('asked'));
  expect((await checkConfig(valid(), { checkInvalidation })).problems).toBeUndefined();
});
