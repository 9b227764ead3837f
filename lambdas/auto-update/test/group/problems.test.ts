import { describe, expect, it } from 'vitest';
import { groupProblems } from '../../src/group/problems.ts';
import type { GroupView, MixedInstances } from '../../src/groups.ts';
import type { Image } from '../../src/release.ts';
import { BEGIN, NEW, OLD, refreshFleet } from '../support/group-world.ts';
import { groupOf, hostAt } from './views.ts';

const IMAGE: Image = { id: NEW, architecture: 'x86_64', created: BEGIN };
const MIXED: MixedInstances = {
  types: ['m7i.large', 'm7a.large'],
  hasRequirements: false,
  hasTemplates: false,
  hasImages: false,
  hasWeights: false,
};
const hostsWith = (...given: readonly Parameters<typeof hostAt>[1][]): Partial<GroupView> => ({
  desired: given.length,
  hosts: given.map((each, index) => hostAt(index, each)),
});

describe('groupProblems', () => {
  it.each<[string, Partial<GroupView>, readonly string[]]>([
    ['nothing', {}, []],
    ['a mixed instances policy of one architecture', { mixed: MIXED }, []],
    [
      'a refresh that is over',
      { refreshes: [{ id: 'r', status: 'RollbackFailed', percent: 0, began: 0 }] },
      [],
    ],
    ['hosts whose image is gone', { imageCreated: undefined }, []],
    ['a process that does not matter', { suspended: ['AZRebalance'] }, []],
    ['no template', { template: undefined }, ['REFRESH_REFUSED']],
    ['$Latest', { template: { id: 'lt-1', version: '$Latest' } }, ['REFRESH_REFUSED']],
    ['$Default', { template: { id: 'lt-1', version: '$Default' } }, ['REFRESH_REFUSED']],
    ['an alias as image', { image: 'resolve:ssm:/image' }, ['REFRESH_REFUSED']],
    ['a template without an image', { image: undefined }, ['REFRESH_REFUSED']],
    ['attributes', { mixed: { ...MIXED, hasRequirements: true } }, ['REFRESH_REFUSED']],
    ['templates of overrides', { mixed: { ...MIXED, hasTemplates: true } }, ['REFRESH_REFUSED']],
    ['images of overrides', { mixed: { ...MIXED, hasImages: true } }, ['REFRESH_REFUSED']],
    ['weights', { mixed: { ...MIXED, hasWeights: true } }, ['REFRESH_REFUSED']],
    ['an older image', { imageCreated: BEGIN + 1 }, ['REFRESH_REFUSED']],
    ['another architecture', hostsWith({ architecture: 'arm64' }), ['REFRESH_REFUSED']],
    ['mixed architectures', hostsWith({}, { architecture: 'arm64' }), ['REFRESH_REFUSED']],
    ['a host that EC2 does not show yet', hostsWith({}, { architecture: '' }), []],
    ['overrides of another architecture', { mixed: { ...MIXED, types: ['m7g.large'] } }, ['REFRESH_REFUSED']],
    ['Launch suspended', { suspended: ['Launch'] }, ['REFRESH_REFUSED']],
    ['AddToLoadBalancer suspended', { suspended: ['AddToLoadBalancer'] }, ['REFRESH_REFUSED']],
    ['no hosts', { desired: 0, hosts: [] }, ['NO_HOSTS']],
    ['hosts that do not serve', hostsWith({}, { isServing: false }), ['FLOOR']],
    ['one host that does not serve', hostsWith({ isServing: false }), ['FLOOR']],
    ['a host that is left alone by its tag', hostsWith({ tags: { 'auto-update-hold': 'on' } }), ['EXCLUDED']],
    [
      'one that is protected besides',
      hostsWith({ tags: { 'auto-update-hold': 'on' }, isProtected: true }, {}),
      [],
    ],
    ['all protected', hostsWith({ isProtected: true }, { lifecycle: 'Standby' }), ['REFRESH_REFUSED']],
    [
      'a refresh of others',
      { refreshes: [{ id: 'r', status: 'Baking', percent: 0, began: 0 }] },
      ['OTHER_REFRESH'],
    ],
  ])('tells %s', (_, given, codes) => {
    const found = groupProblems(refreshFleet(), groupOf(3, given), IMAGE);
    expect(found.map(({ code }) => code)).toEqual(codes);
  });

  it('tells a floor above the size', () => {
    const fleet = refreshFleet({ policy: { minHealthy: 4 } });
    expect(groupProblems(fleet, groupOf(3), IMAGE)).toEqual([
      {
        code: 'REFRESH_REFUSED',
        text: 'minHealthy is 4, and group web is to have 3 hosts: lower it, or raise the desired capacity',
      },
    ]);
  });

  it('tells everything at once', () => {
    const group = groupOf(2, { suspended: ['Terminate'], template: { id: 'lt-1', version: '$Latest' } });
    expect(groupProblems(refreshFleet(), group, { ...IMAGE, id: OLD, architecture: 'arm64' })).toHaveLength(
      3,
    );
  });
});
