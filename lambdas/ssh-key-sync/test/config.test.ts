import { describe, expect, test } from 'vitest';
import { configSchema } from '../src/config.ts';

const HOSTS = {
  dev: { tags: { environment: 'dev' }, login: ['ssh-users'], sudo: ['acquired:ops'], document: 'ssh-keys' },
};
const BASE = {
  bucket: 'acme-ssh-keys',
  sources: { acquired: { role: 'arn:aws:iam::222222222222:role/ssh-keys-read', externalId: 'acme' } },
  hosts: HOSTS,
};
const ED25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f';

/** Paths of all problems. */
function problemsOf(config: unknown): readonly string[] {
  return (configSchema.safeParse(config).error?.issues ?? []).map(({ path }) => path.join('.'));
}

test('a config gets all defaults, and groups get their source', () => {
  expect(configSchema.parse(BASE)).toEqual({
    ...BASE,
    hosts: { dev: { ...HOSTS.dev, login: ['own:ssh-users'], sudo: ['acquired:ops'] } },
    queue: 'ssh-key-sync',
    names: {},
    uids: { from: 20_000, to: 59_999 },
    removals: { most: 2, percent: 20 },
    confirmAfter: 60,
    readEvery: 30,
    callsPerSecond: 10,
    expiresAfter: 72,
    onExpiry: 'keep',
    endSessions: false,
    behindAfter: 15,
  });
});

const group = (more: object): object => ({ ...BASE, hosts: { dev: { ...HOSTS.dev, ...more } } });
const two = (one: object, other: object): object => ({
  ...BASE,
  hosts: { dev: { ...HOSTS.dev, ...one }, ops: { ...HOSTS.dev, ...other } },
});
const breakGlass = (more: object): object => ({ ...BASE, breakGlass: { keys: [ED25519], ...more } });

describe('what fits', () => {
  test.each<[name: string, config: object]>([
    ['a role with its external id', group({ role: BASE.sources.acquired.role, externalId: 'x' })],
    ['groups told apart by a value', two({}, { tags: { environment: 'ops' } })],
    [
      'groups told apart by one of two tags',
      two({ tags: { a: ['1', '2'], b: 'x' } }, { tags: { a: '2', b: 'y' } }),
    ],
    ['the same tags in other regions', two({ region: 'eu-west-1' }, { region: 'eu-west-2' })],
    ['a break-glass user', breakGlass({})],
    ['names given by hand', { ...BASE, names: { 'R.Oot': 'rita', 'acquired:x': 'xenia' } }],
    ['a tree of parameters', { ...BASE, parameters: '/acme/ssh-keys' }],
    ['a tree of parameters that only begins as reserved ones do', { ...BASE, parameters: '/ssh-keys' }],
    ['a name by a source, or by own', { ...BASE, names: { 'own:x': 'xaver', 'acquired:x': 'xenia' } }],
    ['one group twice, in one spelling', group({ login: ['Dev'], sudo: ['own:Dev', 'acquired:dev'] })],
    ['a queue', { ...BASE, queue: 'acme_ssh-keys' }],
    ['the shortest life of manifests', { ...BASE, readEvery: 30, expiresAfter: 1 }],
    ['a region of the government', group({ region: 'us-gov-west-1' })],
    ['a bucket with dots', { ...BASE, bucket: 'keys.acme.example.com' }],
  ])('%s', (_name, config) => expect(problemsOf(config)).toEqual([]));
});

describe('what does not', () => {
  test.each<[name: string, config: object, paths: readonly string[]]>([
    ['a key that nobody knows', { ...BASE, colour: 'red' }, ['']],
    ['no hosts', { ...BASE, hosts: {} }, ['hosts']],
    ['a host group whose name is no part of a path', { ...BASE, hosts: { 'a/b': HOSTS.dev } }, ['hosts.a/b']],
    ['a role without an external id', group({ role: BASE.sources.acquired.role }), ['hosts.dev']],
    ['an external id without a role', group({ externalId: 'x' }), ['hosts.dev.externalId']],
    ['a role that is none', group({ role: 'admin', externalId: 'x' }), ['hosts.dev.role']],
    ['nobody', group({ login: [], sudo: [] }), ['hosts.dev']],
    ['no tags', group({ tags: {} }), ['hosts.dev.tags']],
    [
      'more tags than SSM takes',
      group({ tags: { a: '', b: '1', c: '1', d: '1', e: '1', f: '1' } }),
      ['hosts.dev.tags.a', 'hosts.dev.tags'],
    ],
    ['a group of a source that there is not', group({ login: ['other:ops'] }), ['hosts.dev.login.0']],
    ['a group that IAM could not have', group({ sudo: ['a b'] }), ['hosts.dev.sudo.0']],
    [
      'a source called own',
      {
        ...BASE,
        sources: {
          own: { ...BASE.sources.acquired, role: 'arn:aws:iam::333333333333:role/ssh-keys-read' },
          ...BASE.sources,
        },
      },
      ['sources.own'],
    ],
    [
      'two sources in one account',
      { ...BASE, sources: { ...BASE.sources, more: { ...BASE.sources.acquired } } },
      ['sources.more.role'],
    ],
    ['hosts in two groups', two({}, {}), ['hosts.ops.tags']],
    ['the same tags, where one names a region', two({ region: 'eu-west-1' }, {}), ['hosts.ops.tags']],
    [
      'hosts that may be in two groups by a tag of the name of a function of Object',
      two({ tags: { b: '1' } }, { tags: { constructor: '1' } }),
      ['hosts.ops.tags'],
    ],
    ['hosts that may be in two groups', two({ tags: { a: '1' } }, { tags: { b: '1' } }), ['hosts.ops.tags']],
    ['a login name root', { ...BASE, names: { alice: 'root' } }, ['names.alice']],
    ['a login name with capitals', { ...BASE, names: { alice: 'Alice' } }, ['names.alice']],
    ['a login name of 33 characters', { ...BASE, names: { alice: 'a'.repeat(33) } }, ['names.alice']],
    ['one login name for two', { ...BASE, names: { alice: 'al', alan: 'al' } }, ['names.alan']],
    [
      'the name of the break-glass user',
      { ...breakGlass({}), names: { alice: 'break-glass' } },
      ['names.alice'],
    ],
    ['UIDs that end before they begin', { ...BASE, uids: { from: 30_000, to: 20_000 } }, ['uids']],
    ['UIDs that are those of containers', { ...BASE, uids: { to: 60_001 } }, ['uids.to']],
    ['a break-glass UID that is one of containers', breakGlass({ uid: 100_000 }), ['breakGlass.uid']],
    ['a break-glass UID among those of users', breakGlass({ uid: 20_001 }), ['breakGlass.uid']],
    ['a break-glass key with options', breakGlass({ keys: [`no-pty ${ED25519}`] }), ['breakGlass.keys.0']],
    ['no break-glass key', breakGlass({ keys: [] }), ['breakGlass.keys']],
    ['a second read too early', { ...BASE, confirmAfter: 30 }, ['confirmAfter']],
    ['parameters without a slash', { ...BASE, parameters: 'ssh-keys' }, ['parameters']],
    ['a bucket of two letters', { ...BASE, bucket: 'bu' }, ['bucket']],
    ['a bucket with capitals', { ...BASE, bucket: 'Acme-keys' }, ['bucket']],
    ['a bucket with two dots', { ...BASE, bucket: 'acme..keys' }, ['bucket']],
    ['a bucket that is an address', { ...BASE, bucket: '192.168.0.1' }, ['bucket']],
    ['a bucket of 64 letters', { ...BASE, bucket: 'b'.repeat(64) }, ['bucket']],
    ['a region that is a place', group({ region: 'Frankfurt' }), ['hosts.dev.region']],
    ['a zone as a region', group({ region: 'eu-west-1a' }), ['hosts.dev.region']],
    ['a document of two letters', group({ document: 'do' }), ['hosts.dev.document']],
    ['a document with a slash', group({ document: 'a/bcd' }), ['hosts.dev.document']],
    ['a queue that is a URL', { ...BASE, queue: 'https://sqs.example.com/x' }, ['queue']],
    ['parameters with a slash at the end', { ...BASE, parameters: '/ssh-keys/' }, ['parameters']],
    ['parameters that are reserved', { ...BASE, parameters: '/ssm/keys' }, ['parameters']],
    ['parameters of AWS', { ...BASE, parameters: '/AWS-keys' }, ['parameters']],
    ['more levels than there may be', { ...BASE, parameters: '/a'.repeat(14) }, ['parameters']],
    ['manifests that end between reads', { ...BASE, readEvery: 31, expiresAfter: 1 }, ['expiresAfter']],
    ['a number that is not whole', { ...BASE, readEvery: 30.5 }, ['readEvery']],
    ['a number far below', { ...BASE, removals: { most: -1e30 } }, ['removals.most']],
    ['a name of a source that there is not', { ...BASE, names: { 'other:x': 'xenia' } }, ['names.other:x']],
    ['one group in two spellings', group({ login: ['dev', 'Dev'] }), ['hosts.dev.login.1']],
    [
      'one group in two spellings, in two host groups',
      two({ login: ['own:dev'] }, { login: ['DEV'], tags: { environment: 'ops' } }),
      ['hosts.ops.login.0'],
    ],
    ['nothing', {}, ['bucket', 'hosts']],
    [
      'all at once',
      { ...group({ login: [], sudo: [] }), confirmAfter: 1, names: { a: 'root' } },
      ['names.a', 'confirmAfter', 'hosts.dev'],
    ],
  ])('%s', (_name, config, paths) => expect(problemsOf(config).toSorted()).toEqual(paths.toSorted()));
});

test.each<[name: string, config: object, told: string]>([
  ['what is missing', {}, 'is missing'],
  ['the range of a number', { ...BASE, readEvery: 0 }, 'is not a whole number from 1 to 1440'],
  ['how a path ends', { ...BASE, parameters: '/ssh-keys/' }, 'no / at its end'],
])('a problem says %s', (_name, config, told) => {
  const [first] = configSchema.safeParse(config).error?.issues ?? [];
  expect(first?.message).toContain(told);
});
