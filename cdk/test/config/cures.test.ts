import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkConfig } from '../../src/config/check-config.ts';
import { type Change, problemsOf } from './rows.ts';

const SIZE = { instance: 't4g.medium', min: 1, max: 2 };

/** All that may be missing or of another type, and what has to be around it. */
const PLACES: readonly (readonly [path: string, around?: Change])[] = [
  ['name'],
  ['region'],
  ['accounts'],
  ['accounts.security'],
  ['accounts.shared-services'],
  ['management'],
  ['management.vpc'],
  ['management.vpc.cidr'],
  ['management.access.from', { 'management.access': { type: 'bastion' } }],
  ['management.access.domain', { 'management.access': { type: 'openvpn', clients: '10.9.0.0/20' } }],
  ['management.access.clients', { 'management.access': { type: 'openvpn', domain: 'vpn.example.com' } }],
  ['management.ci.repositories', { 'management.ci': { type: 'github' } }],
  ['management.ci.organization', { 'management.ci': { type: 'circleci', projects: ['a'] } }],
  ['management.ci.projects', { 'management.ci': { type: 'circleci', organization: 'a' } }],
  ['management.ci.domain', { 'management.ci': { type: 'jenkins' } }],
  ['environments'],
  ['environments[1].name'],
  ['environments[1].account'],
  ['environments[1].vpc'],
  ['environments[1].vpc.cidr'],
  ['environments[1].sites[0].name'],
  ['environments[1].sites[0].domain'],
  ['environments[1].compute.image', { 'environments[1].compute': { type: 'asg', size: SIZE } }],
  ['environments[1].compute.size', { 'environments[1].compute': { type: 'asg', image: 'ami-1' } }],
  ['environments[1].compute.size.instance', { 'environments[1].compute': { type: 'ecs', size: SIZE } }],
  ['environments[1].compute.size.min', { 'environments[1].compute': { type: 'ecs', size: SIZE } }],
  ['alarms.watch', { alarms: { fanout: {} } }],
  ['alarms.watch.email', { alarms: { fanout: {}, watch: {} } }],
  ['alarms.fanout', { alarms: { watch: { email: 'ops@example.com' } } }],
];

/** May be left out, but not be of another type. */
const OPTIONAL: readonly string[] = [
  'zones',
  'accounts.logs',
  'management.vpc.zones',
  'management.key',
  'management.key.users',
  'environments[1].production',
  'environments[1].privateDomain',
  'environments[1].vpc.flowLogDays',
  'environments[1].sites',
  'environments[1].sites[0].notFound',
  'environments[1].sites[0].contentSecurityPolicy',
  'environments[1].sites[0].invalidation.immutable',
  'security.archiveDays',
  'security.passwordPolicy.maxDays',
  'security.access.iamAdmin',
  'alarms',
  'tags',
];

interface Broken {
  readonly path: string;
  readonly around: Change;
  readonly value: unknown;
}

function brokenPlace([path, around = {}]: (typeof PLACES)[number]): readonly Broken[] {
  return [{ path, around, value: undefined }, { path, around, value: null }, wrongType(path, around)];
}

/** A function is nothing that a config has. */
function wrongType(path: string, around: Change): Broken {
  return { path, around, value: () => path };
}

/** The value in a cure such as `add it, such as zones: 3`, where `zones` or `sites[0]` are the last step of the path. */
function valueIn(cure: string | undefined, path: string): unknown {
  const [, text = ''] = /such as (.*?)(?:, or leave it out)?$/.exec(cure ?? '') ?? [];
  const value: unknown = parse(text);
  const [key] = /[\w-]+$/.exec(path) ?? [];
  if (key === undefined) return value;
  expect(value).toHaveProperty([key]);
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

const CODES = new Set(['VALUE_MISSING', 'TYPE_WRONG', 'LIST_LENGTH', 'CHOICE_UNKNOWN', 'VALUE_INVALID']);

/** Cures of what is wrong with the shape at a path and below. */
async function curesAt(path: string, change: Change): Promise<readonly (string | undefined)[]> {
  const problems = await problemsOf(change);
  return problems
    .filter((problem) => CODES.has(problem.code) && problem.path.startsWith(path))
    .map(({ cure }) => cure);
}

const broken = [...PLACES.flatMap(brokenPlace), ...OPTIONAL.map((path) => wrongType(path, {}))];

test.each(broken)('$path as $value: the cure has an example that can be written', async (each) => {
  const { path, around, value } = each;
  const cures = await curesAt(path, { ...around, [path]: value });
  expect(cures).toHaveLength(1);
  expect(await curesAt(path, { ...around, [path]: valueIn(cures[0], path) })).toEqual([]);
});

test.each<readonly [path: string, value: unknown, cure: string]>([
  ['environments[1].production', 'yes', 'write production: true'],
  ['environments[1].vpc.zones', '3', 'write zones: 3'],
  ['environments[1].vpc.zones', 'three', 'write one such as zones: 3'],
  ['environments[1].vpc.zones', ' ', 'write one such as zones: 3'],
  ['zones', 'eu-central-1a', 'write zones: ["eu-central-1a"]'],
  ['accounts.security', 111_111_111_111, 'put it in quotes: "111111111111"'],
  ['accounts.security', 11_111_111_111, 'put its 12 digits in quotes'],
  ['accounts.security', '1111', 'put its 12 digits in quotes'],
  ['accounts.logs', null, 'write a value, such as logs: "111122223333", or leave it out'],
  ['accounts.shared-services', undefined, 'add it, such as "shared-services": "111122223333"'],
  ['region', 'Frankfurt', 'write one such as eu-central-1'],
])('%s: %j is cured by: %s', async (path, value, cure) => {
  const problems = await problemsOf({ [path]: value });
  expect(problems.map((each) => each.cure)).toEqual([cure]);
});

test('a config that is none is cured by kmscrypt-cdk init', async () => {
  const { problems } = await checkConfig('acme');
  expect(problems?.map(({ cure }) => cure)).toEqual([expect.stringContaining('kmscrypt-cdk init')]);
});
