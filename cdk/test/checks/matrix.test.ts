import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkConfig } from '../../src/config/index.ts';
import { planOf } from '../../src/plan.ts';
import { configInput } from '../support/arbitrary-config.ts';
import { plainTemplatesOf } from '../support/synth.ts';

/** A config takes a second or two. */
const SYNTHS = process.env['KMSCRYPT_SOAK'] === undefined ? 6 : 60;

test('every config that is accepted can be synthesised, without asking an account for anything', async () => {
  await fc.assert(
    fc.asyncProperty(configInput(), async (input) => {
      const { config, problems } = await checkConfig(input);
      expect(problems).toBeUndefined();
      if (config === undefined) return;
      const templates = plainTemplatesOf(config);
      expect([...templates.keys()]).toEqual(planOf(config).stacks.map(({ id }) => id));
      for (const { Resources: resources } of templates.values()) {
        expect(Object.keys(resources).length).toBeGreaterThan(0);
        expect(Object.keys(resources).length).toBeLessThan(300);
      }
    }),
    { numRuns: SYNTHS },
  );
});

/** Stacks of a plan whose names or places would make one of two. */
test('no two stacks of a config are one in CloudFormation, and each comes after those that it waits for', async () => {
  await fc.assert(
    fc.asyncProperty(configInput(), async (input) => {
      const { config } = await checkConfig(input);
      if (config === undefined) throw new Error('refused');
      const { stacks } = planOf(config);
      const places = stacks.map(({ stackName, account, region }) => `${account} ${region} ${stackName}`);
      expect(new Set(places).size).toBe(stacks.length);
      const seen = new Set<string>();
      for (const { id, after } of stacks) {
        expect(after.filter((each) => !seen.has(each))).toEqual([]);
        expect(seen.has(id)).toBe(false);
        seen.add(id);
      }
    }),
  );
});
