import { describe, expect, it } from 'vitest';
import { selectStacks } from '../../../src/cli/stacks/select-stacks.ts';
import { planOf } from '../../../src/plan.ts';
import { fourAccounts } from '../../support/configs.ts';

const { stacks } = planOf(fourAccounts());
const ids = (patterns: readonly string[]): readonly string[] =>
  selectStacks(stacks, patterns).map(({ id }) => id);

describe('which stacks patterns select, in the order of the plan', () => {
  it.each([
    { name: 'one', patterns: ['stage/network'], expected: ['stage/network'] },
    {
      name: 'in another order',
      patterns: ['stage/network', 'stage/keys'],
      expected: ['stage/keys', 'stage/network'],
    },
    { name: 'twice', patterns: ['stage/keys', 'stage/key*', 'stage/keys'], expected: ['stage/keys'] },
    {
      name: 'of all stages',
      patterns: ['*/network'],
      expected: ['shared-services/network', 'stage/network', 'prod/network'],
    },
    {
      name: 'part of a name',
      patterns: ['*/peering-*'],
      expected: ['shared-services/peering-stage', 'shared-services/peering-prod'],
    },
  ])('$name', ({ patterns, expected }) => {
    expect(ids(patterns)).toEqual(expected);
  });

  it('a stage is all of its stacks', () => {
    const stage = stacks.filter((stack) => stack.stage === 'stage').map(({ id }) => id);
    expect(ids(['stage'])).toEqual(stage);
    expect(ids(['stage/*'])).toEqual(stage);
  });

  it.each([
    { name: 'none', patterns: [] },
    { name: 'all stages', patterns: ['*'] },
    { name: 'all of all', patterns: ['*/*'] },
  ])('all: $name', ({ patterns }) => {
    expect(ids(patterns)).toEqual(stacks.map(({ id }) => id));
  });

  it.each([
    { name: 'no such stage', patterns: ['qa'] },
    { name: 'a part of a stage', patterns: ['stag'] },
    { name: 'an end of a stage', patterns: ['tage/network'] },
    { name: 'a dot is a dot', patterns: ['stage.network'] },
    { name: 'a star is no slash', patterns: ['*network'] },
    { name: 'one of two', patterns: ['stage', 'qa'] },
    { name: 'empty', patterns: [''] },
  ])('none: $name', ({ patterns }) => {
    expect(() => ids(patterns)).toThrow(expect.objectContaining({ code: 'STACK_NOT_FOUND' }));
  });
});
