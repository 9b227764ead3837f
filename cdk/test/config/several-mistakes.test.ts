import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkConfig } from '../../src/config/check-config.ts';
import { formatPath, type Path } from '../../src/config/path.ts';
import { type ConfigProblemCode, formatProblem } from '../../src/config/problem.ts';
import { RUNS } from '../runs.ts';
import { configInput } from '../support/arbitrary-config.ts';
import { type Change, problemsOf } from './rows.ts';

type Told = readonly [code: ConfigProblemCode, path: string];

const told = async (change: Change): Promise<readonly Told[]> =>
  (await problemsOf(change)).map(({ code, path }) => [code, path] as const);

const sorted = (list: readonly Told[]): readonly string[] => list.map((each) => each.join(' ')).toSorted();

const rows: readonly (readonly [name: string, change: Change, all: readonly Told[]])[] = [
  [
    'an environment without its account, and all that is wrong besides',
    {
      region: 'us-west-1',
      'accounts.security': 12_345_678_901,
      'environments[0].vpc.zones': 2,
      'environments[1].account': '3333',
      'environments[1].vpc': { cidr: '10.0.0.0/16', zones: 3, nat: 'one' },
      'environments[1].compute': { type: 'ecs' },
    },
    [
      ['NUMBER_UNQUOTED', 'accounts.security'],
      ['VALUE_INVALID', 'environments[1].account'],
      ['ZONES_TOO_FEW', 'environments[1].vpc.zones'],
      ['CIDR_OVERLAP', 'environments[1].vpc.cidr'],
      ['PRODUCTION_UNSAFE', 'environments[1].vpc.nat'],
      ['NOT_BUILT', 'environments[1].compute.type'],
    ],
  ],
  [
    'a management VPC without zones, and its range in that of an environment',
    { 'management.vpc': { cidr: '10.2.0.0/24', zones: 'two' }, 'management.access': { type: 'openvpn' } },
    [
      ['TYPE_WRONG', 'management.vpc.zones'],
      ['VALUE_MISSING', 'management.access.domain'],
      ['VALUE_MISSING', 'management.access.clients'],
      ['CIDR_OVERLAP', 'environments[0].vpc.cidr'],
      ['NOT_BUILT', 'management.access.type'],
    ],
  ],
  [
    'a wrong name, whose environment is unsafe and has sites twice',
    {
      'environments[1].name': 'Prod',
      'environments[1].disposable': true,
      'environments[1].sites[1]': { name: 'www', domain: 'www.example.com' },
    },
    [
      ['VALUE_INVALID', 'environments[1].name'],
      ['PRODUCTION_UNSAFE', 'environments[1].disposable'],
      ['NAME_TAKEN', 'environments[1].sites[1].name'],
      ['DOMAIN_TAKEN', 'environments[1].sites[1].domain'],
    ],
  ],
  [
    'stacks of one name under a wrong name',
    {
      name: 'Acme',
      'environments[0].name': 'keys',
      'environments[1].name': 'peering',
      'environments[1].account': '333333333333',
    },
    [
      ['VALUE_INVALID', 'name'],
      ['STACK_NAME_TAKEN', 'environments[1].name'],
    ],
  ],
  [
    'stacks that have one name only if the account is another one',
    {
      alarms: { watch: { email: 'ops' }, fanout: {} },
      'environments[0].name': 'keys',
      'environments[0].account': '3333',
      'environments[1].name': 'subscriptions',
      'environments[1].account': '333333333333',
    },
    [
      ['VALUE_INVALID', 'environments[0].account'],
      ['VALUE_INVALID', 'alarms.watch.email'],
    ],
  ],
  [
    'a list with a hole, of which nothing is known',
    { environments: Object.assign([], { length: 2 }), 'management.vpc.cidr': '10.0.0.1/16' },
    [
      ['VALUE_MISSING', 'environments[0]'],
      ['VALUE_MISSING', 'environments[1]'],
      ['CIDR_INVALID', 'management.vpc.cidr'],
    ],
  ],
  [
    'zones of which one is none, so that nobody knows how many there are',
    { zones: ['eu-west-1a', 'eu-central-1b eu-central-1c'], 'environments[0].vpc.nat': 2 },
    [
      ['VALUE_INVALID', 'zones[1]'],
      ['ZONE_UNKNOWN', 'zones[0]'],
      ['CHOICE_UNKNOWN', 'environments[0].vpc.nat'],
    ],
  ],
  [
    'a wrong region, of which zones are no zones, but one stands twice',
    { region: 'Frankfurt', zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1a'] },
    [
      ['VALUE_INVALID', 'region'],
      ['ZONE_TWICE', 'zones[2]'],
    ],
  ],
  [
    'zones as text, which may be as many as the VPCs have',
    { region: 'eu-north-9', zones: 'eu-north-9a eu-north-9b', tags: { 'aws:a': ['b'] } },
    [
      ['TYPE_WRONG', 'zones'],
      ['TYPE_WRONG', 'tags["aws:a"]'],
      ['TAG_RESERVED', 'tags["aws:a"]'],
    ],
  ],
  [
    'a misspelt domain, outside of which no site is, and a password that is too short',
    {
      'environments[0].domain': undefined,
      'environments[0].domian': 'stage.example.com',
      'security.passwordPolicy': { length: 8, reuse: 25 },
      'security.access': { sessionHours: 1, shortSessionHours: 2 },
    },
    [
      ['KEY_UNKNOWN', 'environments[0].domian'],
      ['NUMBER_OUT_OF_RANGE', 'security.passwordPolicy.reuse'],
      ['PASSWORD_POLICY_WEAK', 'security.passwordPolicy.length'],
      ['SESSION_TOO_LONG', 'security.access.shortSessionHours'],
    ],
  ],
  [
    'a principal that is of the account whose number is wrong, and one that is none',
    {
      'accounts.shared-services': '5555',
      'environments[1].key.users': [
        'arn:aws:iam::555555555555:role/deploy',
        'arn:aws:sts::666666666666:assumed-role/deploy/me',
        'deploy',
      ],
    },
    [
      ['VALUE_INVALID', 'accounts.shared-services'],
      ['VALUE_INVALID', 'environments[1].key.users[2]'],
      ['PRINCIPAL_INVALID', 'environments[1].key.users[1]'],
    ],
  ],
  [
    'a principal of an environment whose name is wrong',
    {
      'environments[0].name': null,
      'environments[1].key': { users: ['arn:aws:iam::555555555555:role/deploy'] },
      'environments[1].privateDomain': 'compute.internal',
    },
    [
      ['VALUE_MISSING', 'environments[0].name'],
      ['PRINCIPAL_FOREIGN', 'environments[1].key.users[0]'],
      ['DOMAIN_RESERVED', 'environments[1].privateDomain'],
    ],
  ],
  [
    'a private domain that is none, so that nobody knows whether the name is a domain of AWS',
    { 'environments[0].name': 'compute', 'environments[0].privateDomain': 'x', 'environments[1].vpc': null },
    [
      ['VALUE_INVALID', 'environments[0].privateDomain'],
      ['VALUE_MISSING', 'environments[1].vpc'],
    ],
  ],
  [
    'no order of promotion where it is not known what is production, but where it is',
    {
      'environments[0].production': true,
      'environments[1].production': 'yes',
      'environments[2]': { name: 'qa', account: '444444444444', vpc: { cidr: '10.3.128.0/17' } },
    },
    [
      ['TYPE_WRONG', 'environments[1].production'],
      ['PRODUCTION_ORDER', 'environments[0]'],
      ['CIDR_OVERLAP', 'environments[2].vpc.cidr'],
    ],
  ],
  [
    'an order that is wrong only if the misspelt key is',
    {
      'environments[0].production': true,
      'environments[1].production': undefined,
      'environments[1].prodction': true,
    },
    [['KEY_UNKNOWN', 'environments[1].prodction']],
  ],
  [
    'unquoted numbers of accounts that would be none, and a stack that is not built in each environment',
    {
      'environments[0].account': 555_555_555_555,
      'environments[0].database': { type: 'postgres', storage: 1 },
      'environments[1].cache': { type: 'redis', nodes: 'one' },
      'environments[1].database': { type: 'oracle' },
    },
    [
      ['NUMBER_UNQUOTED', 'environments[0].account'],
      ['NUMBER_OUT_OF_RANGE', 'environments[0].database.storage'],
      ['TYPE_WRONG', 'environments[1].cache.nodes'],
      ['CHOICE_UNKNOWN', 'environments[1].database.type'],
      ['NOT_BUILT', 'environments[0].database.type'],
      ['NOT_BUILT', 'environments[1].cache.type'],
    ],
  ],
  [
    'a list that could be a text, with several wrong entries',
    { sshKeys: { hosts: { jobs: { tags: { role: ['batch', 1, true] } } } } },
    [
      ['NUMBER_UNQUOTED', 'sshKeys.hosts.jobs.tags.role[1]'],
      ['NUMBER_UNQUOTED', 'sshKeys.hosts.jobs.tags.role[2]'],
    ],
  ],
];

test.each(rows.map(([name, change, all]) => ({ name, change, all })))('$name', async ({ change, all }) => {
  expect(sorted(await told(change))).toEqual(sorted(all));
  for (const problem of await problemsOf(change))
    expect(formatProblem(problem)).not.toMatch(/stand-in|\[object|undefined|[\r\n]/);
});

/** Mistakes that have nothing to do with one another, in the shape or across fields. */
const APART: readonly (readonly [change: Change, code: ConfigProblemCode, path: string])[] = [
  [{ name: 'Acme' }, 'VALUE_INVALID', 'name'],
  [{ 'accounts.logs': 42 }, 'NUMBER_UNQUOTED', 'accounts.logs'],
  [{ 'accounts.security': '000000000000' }, 'ACCOUNT_INVALID', 'accounts.security'],
  [{ 'management.vpc.cidr': '10.3.0.0/16' }, 'CIDR_OVERLAP', 'environments[1].vpc.cidr'],
  [{ 'management.vpc.nat': 'two' }, 'CHOICE_UNKNOWN', 'management.vpc.nat'],
  [{ 'management.ci': { type: 'jenkins', domain: 'ci.example.com' } }, 'NOT_BUILT', 'management.ci.type'],
  [{ 'management.key': { users: ['deploy'] } }, 'VALUE_INVALID', 'management.key.users[0]'],
  [{ 'environments[0].name': 'mgmt' }, 'NAME_RESERVED', 'environments[0].name'],
  [{ 'environments[0].account': undefined }, 'VALUE_MISSING', 'environments[0].account'],
  [{ 'environments[0].vpc.flowLogDays': 31 }, 'RETENTION_INVALID', 'environments[0].vpc.flowLogDays'],
  [{ 'environments[0].vpc.cidr': '10.2.0.0' }, 'VALUE_INVALID', 'environments[0].vpc.cidr'],
  [{ 'environments[0].sites[1].domain': 'example.org' }, 'DOMAIN_OUTSIDE', 'environments[0].sites[1].domain'],
  [{ 'environments[0].sites[0].name': null }, 'VALUE_MISSING', 'environments[0].sites[0].name'],
  [{ 'environments[1].vpc.nat': 'one' }, 'PRODUCTION_UNSAFE', 'environments[1].vpc.nat'],
  [{ 'environments[1].vpc.zones': 'three' }, 'TYPE_WRONG', 'environments[1].vpc.zones'],
  [{ 'environments[1].subnets': 3 }, 'KEY_UNKNOWN', 'environments[1].subnets'],
  [{ zones: ['eu-central-1a', 'eu-central-1a', 'eu-central-1b'] }, 'ZONE_TWICE', 'zones[1]'],
  [{ security: { archiveDays: 0 } }, 'NUMBER_OUT_OF_RANGE', 'security.archiveDays'],
  [{ tags: { 'aws:team': 'a' } }, 'TAG_RESERVED', 'tags["aws:team"]'],
];

test('mistakes that are apart are all told, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray([...APART], { minLength: 2, maxLength: 6 }), async (mistakes) => {
      const change = Object.assign({}, ...mistakes.map(([each]) => each));
      const all = mistakes.map(([, code, path]) => [code, path] as const);
      expect(sorted(await told(change))).toEqual(sorted(all));
    }),
    { numRuns: RUNS },
  );
});

test('a valid config with broken fields has a problem at each of them, and nowhere else', async () => {
  const none = async (): Promise<readonly never[]> => [];
  await fc.assert(
    fc.asyncProperty(configInput(), fc.infiniteStream(fc.nat()), async (input, numbers) => {
      const config: object = structuredClone(input);
      const fields = fieldsOf(config);
      const broken = [...numbers.take(3)].map((number) => fields[number % fields.length] ?? []);
      for (const path of broken) breakAt(config, path);
      const { problems = [] } = await checkConfig(config, { checkFanout: none, checkInvalidation: none });
      const seen = broken.filter((path) => !isUntold(path, broken));
      expect(new Set(problems.map(({ path }) => path))).toEqual(new Set(seen.map(formatPath)));
      expect(problems.map(formatProblem).join()).not.toMatch(/stand-in/);
    }),
    { numRuns: RUNS },
  );
});

/** Whether it is of a fleet whose mode is broken: nobody knows what else it has to have. */
function isUntold(path: Path, broken: readonly Path[]): boolean {
  return broken.some((other) => {
    const fleet = other.slice(0, -1);
    const isBelow = fleet.every((step, index) => step === path[index]);
    return other.at(-1) === 'mode' && isBelow && path.join() !== other.join();
  });
}

/** Paths of all texts, numbers and truth values, but for what only a Lambda knows. */
function fieldsOf(value: unknown, path: Path = []): readonly Path[] {
  if (formatPath(path) === 'alarms.fanout' || value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, each]) =>
    fieldsOf(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function breakAt(config: object, path: Path): void {
  const parent = path.slice(0, -1).reduce<object>((at, step) => Reflect.get(at, step), config);
  Reflect.set(parent, path.at(-1) ?? '', { broken: true });
}
