import { expect, it } from 'vitest';
import { referenceArchitecture } from '../../../src/app.ts';
import { planOf } from '../../../src/plan.ts';
import { oneAccount, sixAccounts } from '../../support/configs.ts';
import { folder } from '../support/folder.ts';

// What the CDK finds in the templates would be waited for by `cdk deploy`; one of ours is given one stack, and goes by the plan.
it.each([
  { name: 'one account', config: oneAccount() },
  { name: 'six accounts', config: sixAccounts() },
])('$name: the plan lets each stack wait for all that its template refers to', ({ config }) => {
  const { stacks } = planOf(config);
  const before = new Map<string, ReadonlySet<string>>();
  for (const { id, after } of stacks)
    before.set(id, new Set([...after, ...after.flatMap((each) => [...(before.get(each) ?? [])])]));
  const assembly = referenceArchitecture(config, { outdir: folder() }).synth();
  const ids = new Map(assembly.stacks.map(({ id, hierarchicalId }) => [id, hierarchicalId]));
  const missing = assembly.stacks.flatMap(({ hierarchicalId, dependencies }) =>
    dependencies
      .flatMap(({ id }) => ids.get(id) ?? [])
      .filter((each) => before.get(hierarchicalId)?.has(each) !== true)
      .map((each) => `${hierarchicalId} needs ${each}`),
  );
  expect(new Set(ids.values())).toEqual(new Set(stacks.map(({ id }) => id)));
  expect(missing).toEqual([]);
});
