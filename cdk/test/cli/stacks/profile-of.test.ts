import { describe, expect, it } from 'vitest';
import { profileOf } from '../../../src/cli/stacks/profile-of.ts';
import { planOf } from '../../../src/plan.ts';
import { fourAccounts } from '../../support/configs.ts';

const plan = planOf(fourAccounts());
const stack = (id: string): (typeof plan.stacks)[number] => {
  const found = plan.stacks.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no stack ${id}`);
  return found;
};

describe('the profile of a stack', () => {
  it.each([
    { name: 'the same for all', pattern: 'admin', id: 'stage/keys', expected: 'admin' },
    { name: 'by number', pattern: 'acme-{account}', id: 'stage/keys', expected: 'acme-555555555555' },
    { name: 'by name', pattern: 'acme-{name}-full', id: 'stage/keys', expected: 'acme-stage-full' },
    {
      name: 'by the name of its account',
      pattern: '{name}',
      id: 'shared-services/peering-prod',
      expected: 'shared-services',
    },
    { name: 'by stage', pattern: '{stage}/{stage}', id: 'security/users', expected: 'security/security' },
  ])('$name', ({ pattern, id, expected }) => {
    expect(profileOf(pattern, plan, stack(id))).toBe(expected);
  });

  it.each(['acme-{acount}', '{}', '{Account}'])('refuses %s', (pattern) => {
    expect(() => profileOf(pattern, plan, stack('stage/keys'))).toThrow(
      expect.objectContaining({ code: 'USAGE' }),
    );
  });
});
