import fc from 'fast-check';
import { knownZones, zoneCount, zonesOf } from '../../src/config/regions.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import { type EnvironmentInput, environmentInput } from './arbitrary-environment.ts';
import { fitting } from './arbitrary-sites.ts';

/** Regions that differ: with the global stacks beside the others, with letters left out, with two zones. */
const REGIONS = ['us-east-1', 'eu-central-1', 'ap-northeast-1', 'ca-central-1', 'us-west-1'];

const NAMES = ['dev', 'qa', 'perf-1', 'stage', 'prod', 'archive', 'peering', 'abcdefghijklmnop', 'a0'];

/** Who has an account of their own; the others are in that of shared-services. */
const LAYOUTS = ['one', 'security', 'environments', 'all', 'logs-in-first'] as const;

const ALARMS: NonNullable<ConfigInput['alarms']> = {
  watch: { email: 'ops@example.com' },
  fanout: {
    destinations: {
      chat: {
        type: 'webhook',
        url: 'https://hooks.example.com/alarms',
        secrets: ['ssm::/alarms/webhook-secret'],
      },
      mail: { type: 'email', from: 'alarms@example.com', to: ['ops@example.com'] },
    },
    fallback: ['chat'],
  },
};

const SSH_KEYS: Readonly<
  Record<'none' | 'default' | 'all', (list: readonly EnvironmentInput[]) => ConfigInput['sshKeys']>
> = {
  none: () => undefined,
  default: () => ({}),
  all: (list) => ({
    hosts: {
      jobs: { environment: list[0]?.name, tags: { role: ['batch', 'jobs'], tier: 'back' }, sudo: [] },
      'ops-tools': { tags: { role: 'ops' }, login: ['operators', 'partner:operators'] },
    },
    sources: { partner: { role: 'arn:aws:iam::999999999999:role/ssh-readers', externalId: 'acme' } },
    parameters: '/ssh/keys',
  }),
};

/**
 * Valid configs over the whole matrix: accounts from one to eight, one to five environments, regions and zones, NAT, sizes of VPCs,
 * domains and sites or none, alarms or none, SSH keys or none, security on and off.
 */
export function configInput(): fc.Arbitrary<ConfigInput> {
  return fc.constantFrom(...REGIONS).chain((region) =>
    zones(region).chain((named) => {
      const available = zonesOf({ region, zones: named }).length;
      return (
        fc
          .record({
            name: fc.constantFrom('acme', 'a1', 'abcdefghijklmnop'),
            layout: fc.constantFrom(...LAYOUTS),
            management: management(available),
            environments: environments(available),
            security: fc.option(security(), { nil: undefined }),
            alarms: fc.option(fc.constant(ALARMS), { nil: undefined }),
            sshKeys: fc.constantFrom('none' as const, 'default' as const, 'all' as const),
            tags: fc.constantFrom(undefined, {}, { team: 'platform', 'cost center': '42' }),
          })
          // An environment may not be called like the config.
          .map(({ environments: list, ...rest }) => ({
            ...rest,
            environments: list.map((each) => (each.name === rest.name ? { ...each, name: 'other' } : each)),
          }))
          .map(({ layout, environments: list, sshKeys, ...rest }) => ({
            ...rest,
            sshKeys: SSH_KEYS[sshKeys](list),
            region,
            zones: named,
            accounts: accounts(layout, list),
            environments: list.map((each) => fitting(rest.name, movedTo(accountOf(layout, each), each))),
          }))
      );
    }),
  );
}

/** None, or one to three that one account can have together. */
function zones(region: string): fc.Arbitrary<string[] | undefined> {
  const known = [...(knownZones(region) ?? [])];
  const most = Math.min(3, zoneCount(region) ?? 1);
  return fc.option(fc.shuffledSubarray(known, { minLength: 1, maxLength: most }), { nil: undefined });
}

function management(available: number): fc.Arbitrary<ConfigInput['management']> {
  return fc.record({
    vpc: fc.record({
      cidr: fc.constantFrom('10.0.0.0/16', '10.0.255.0/24', '192.168.128.0/17', '100.64.0.0/20'),
      zones: fc.integer({ min: 1, max: available }),
      nat: fc.constantFrom(undefined, 'none' as const, 'one' as const, 'each-zone' as const),
    }),
    access: fc.constantFrom(undefined, { type: 'none' as const }, { type: 'session-manager' as const }),
  });
}

/** Production last, if there is any. */
function environments(available: number): fc.Arbitrary<EnvironmentInput[]> {
  return fc.shuffledSubarray(NAMES, { minLength: 1, maxLength: 5 }).chain((names) => {
    const most = available < 2 ? 0 : names.length;
    const choices = fc.record({
      production: fc.integer({ min: 0, max: most }),
      fleets: fc.constantFrom('one' as const, 'each' as const),
    });
    return choices.chain(({ production, fleets }) => {
      const list = names.map((name, index) =>
        environmentInput({ name, index, available, fleets, production: index >= names.length - production }),
      );
      return fc.tuple(...list);
    });
  });
}

function security(): fc.Arbitrary<NonNullable<ConfigInput['security']>> {
  return fc.record({
    config: fc.boolean(),
    guardDuty: fc.boolean(),
    accessAnalyzer: fc.boolean(),
    archiveDays: fc.constantFrom(1, 30, 365, 3650),
    passwordPolicy: fc.record({
      length: fc.integer({ min: 14, max: 128 }),
      maxDays: fc.constantFrom(undefined, 90),
    }),
    access: fc.record({ sessionHours: fc.integer({ min: 1, max: 12 }), iamAdmin: fc.boolean() }),
  });
}

const SHARED = '333333333333';

function accounts(
  layout: (typeof LAYOUTS)[number],
  [first]: readonly EnvironmentInput[],
): ConfigInput['accounts'] {
  const hasSecurity = layout === 'security' || layout === 'all';
  const inFirst = layout === 'logs-in-first' ? first?.account : undefined;
  return {
    security: hasSecurity ? '111111111111' : SHARED,
    logs: layout === 'all' ? '222222222222' : inFirst,
    'shared-services': SHARED,
  };
}

function accountOf(layout: (typeof LAYOUTS)[number], { account }: EnvironmentInput): string {
  return layout === 'one' || layout === 'security' ? SHARED : account;
}

/** With roles of hosts of that account. */
function movedTo(account: string, each: EnvironmentInput): EnvironmentInput {
  const { updates } = each;
  if (updates?.hostRoles === undefined) return { ...each, account };
  const hostRoles = updates.hostRoles.map((arn) => arn.replace(/\d{12}/, account));
  return { ...each, account, updates: { ...updates, hostRoles } };
}
