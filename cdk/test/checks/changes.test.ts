import { expect, test } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { fiveAccounts } from '../support/configs.ts';
import { plainTemplatesOf } from '../support/synth.ts';
import { STATEFUL } from '../support/stateful.ts';

/** What CloudFormation makes anew where it changes. */
const IDENTITY =
  /^(?:\w*Name|CidrBlock|AvailabilityZone|VpcId|SubnetId|PeerVpcId|DomainName|SubjectAlternativeNames|KeySchema|FifoQueue)$/;

/** What has state, with what its identity hangs on, by stack and logical id. */
function stateOf(config: Config): ReadonlyMap<string, string> {
  return new Map(
    [...plainTemplatesOf(config)].flatMap(([id, { Resources: resources }]) =>
      Object.entries(resources)
        .filter(([, { Type }]) => STATEFUL.test(Type))
        .map(([name, { Type, Properties = {} }]) => {
          const identity = Object.entries(Properties).filter(([key]) => IDENTITY.test(key));
          return [`${id} ${name}`, JSON.stringify([Type, identity])] as const;
        }),
    ),
  );
}

const BASE = fiveAccounts();

/** The config with one environment changed. */
function withEnvironment(name: string, change: (each: Config['environments'][number]) => object): Config {
  const environments = BASE.environments.map((each) =>
    each.name === name ? { ...each, ...change(each) } : each,
  );
  return { ...BASE, environments };
}

const QA = {
  ...BASE.environments[0],
  name: 'qa',
  account: '777777777777',
  domain: 'qa.example.com',
  sites: [],
};

const CHANGES: readonly (readonly [what: string, changed: Config])[] = [
  [
    'an environment more, in an account of its own',
    {
      ...BASE,
      environments: [
        ...BASE.environments,
        { ...QA, vpc: { ...QA.vpc, cidr: '10.9.0.0/16' } } as Config['environments'][number],
      ],
    },
  ],
  [
    'an environment more, in the account of another',
    {
      ...BASE,
      environments: [
        ...BASE.environments,
        {
          ...QA,
          account: '444444444444',
          vpc: { ...QA.vpc, cidr: '10.9.0.0/16' },
        } as Config['environments'][number],
      ],
    },
  ],
  [
    'a site more',
    withEnvironment('stage', ({ sites }) => ({
      sites: [...sites, { ...sites[0], name: 'docs', domain: 'docs.stage.example.com' }],
    })),
  ],
  ['NAT in each zone', withEnvironment('stage', ({ vpc }) => ({ vpc: { ...vpc, nat: 'each-zone' } }))],
  ['production', withEnvironment('stage', () => ({ production: true }))],
  [
    'a zone more for the management VPC',
    { ...BASE, management: { ...BASE.management, vpc: { ...BASE.management.vpc, zones: 3 } } },
  ],
  ['flow logs kept longer', withEnvironment('stage', ({ vpc }) => ({ vpc: { ...vpc, flowLogDays: 90 } }))],
  ['other groups of hosts', { ...BASE, sshKeys: { hosts: { jobs: { environment: 'prod' } } } }],
  [
    'other fleets',
    withEnvironment('stage', () => ({
      updates: { fleets: { jobs: { mode: 'ecs', cluster: 'jobs' } }, quietDays: 1 },
    })),
  ],
  ['tags', { ...BASE, tags: { team: 'platform' } }],
];

test.each(CHANGES)('%s: nothing that is there is made anew', (_what, changed) => {
  const after = stateOf(changed);
  const moved = [...stateOf(BASE)].filter(([id, identity]) => after.get(id) !== identity);
  expect(moved).toEqual([]);
});

test('fewer zones take what is in the last one away, and move nothing', () => {
  const fewer = stateOf(withEnvironment('stage', ({ vpc }) => ({ vpc: { ...vpc, zones: 2 } })));
  const moved = [...stateOf(BASE)].filter(([id, identity]) => fewer.has(id) && fewer.get(id) !== identity);
  expect(moved).toEqual([]);
});

test('the check sees what moves', () => {
  const moved = withEnvironment('stage', ({ vpc }) => ({ vpc: { ...vpc, cidr: '10.77.0.0/16' } }));
  const after = stateOf(moved);
  expect([...stateOf(BASE)].some(([id, identity]) => after.get(id) !== identity)).toBe(true);
});
