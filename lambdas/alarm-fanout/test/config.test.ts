import { expect, it, test } from 'vitest';
import { configSchema } from '../src/config.ts';
import { QUEUES, WEBHOOK, WRITTEN } from './support/configs.ts';

test('defaults', () => {
  const { destinations, ...others } = configSchema.parse(WRITTEN);
  expect(Object.keys(destinations)).toEqual(['chat', 'mail', 'page']);
  expect(others).toEqual({
    routes: [],
    fallback: ['chat'],
    queues: QUEUES,
    table: 'alarm-fanout',
    accounts: {},
    severity: { tag: 'severity', rules: [], default: 'error' },
    links: { runbook: 'runbook', dashboard: 'dashboard' },
    graphs: { hours: 3 },
    flapping: { changes: 6, within: 1_800, steady: 600 },
    quiet: [],
    giveUpAfter: 12,
  });
});

test('defaults of parts', () => {
  const written = {
    ...WRITTEN,
    routes: [{ to: ['chat'] }],
    quiet: [{ name: 'night', match: {}, hours: '22:00-07:00' }],
    flapping: { changes: 3 },
    graphs: { bucket: 'graphs' },
    severity: { default: 'info' },
  };
  expect(configSchema.parse(written)).toMatchObject({
    routes: [{ match: {}, to: ['chat'], stop: false }],
    quiet: [{ timezone: 'UTC', action: 'hold' }],
    flapping: { changes: 3, within: 1_800, steady: 600 },
    graphs: { bucket: 'graphs', hours: 3 },
    severity: { tag: 'severity', rules: [], default: 'info' },
  });
});

it.each<[name: string, changes: object]>([
  ['nothing flaps', { flapping: false }],
  ['no graphs', { graphs: false }],
  ['all kinds of matches', { routes: [{ match: { state: ['ALARM', 'NEW_STATE', 'end'] }, to: ['chat'] }] }],
  ['quiet days', { quiet: [{ name: 'q', match: {}, hours: '00:00-23:59', days: ['sat', 'sun'] }] }],
  [
    'a maintenance window',
    {
      quiet: [{ name: 'q', match: {}, from: '2026-11-21T20:00:00+01:00', until: '2026-11-22T06:00:00Z' }],
    },
  ],
  [
    'a long one in which nothing is held',
    {
      quiet: [
        {
          name: 'q',
          match: {},
          from: '2026-11-01T00:00:00Z',
          until: '2026-12-01T00:00:00Z',
          action: 'skip',
        },
      ],
    },
  ],
  ['another partition', { queues: 'arn:aws-us-gov:sqs:us-gov-west-1:111122223333:alarms-' }],
])('%s', (_name, changes) => {
  expect(configSchema.safeParse({ ...WRITTEN, ...changes }).error).toBeUndefined();
});

const QUIET = { name: 'q', match: {}, hours: '22:00-07:00' };
const WINDOW = { name: 'q', match: {}, from: '2026-11-21T00:00:00Z', until: '2026-11-22T00:00:00Z' };

it.each<[name: string, changes: object, path: string]>([
  ['no fallback', { fallback: [] }, 'fallback'],
  ['a fallback that is not there', { fallback: ['chat', 'cat'] }, 'fallback.1'],
  ['a route to nowhere', { routes: [{ to: [] }] }, 'routes.0.to'],
  ['a route to what is not there', { routes: [{ to: ['mail', 'male'] }] }, 'routes.0.to.1'],
  ['quiet for what is not there', { quiet: [{ ...QUIET, to: ['cat'] }] }, 'quiet.0.to.0'],
  ['what every object has', { fallback: ['constructor'] }, 'fallback.0'],
  ['a name', { destinations: { ...WRITTEN.destinations, Chat: WEBHOOK } }, 'destinations.Chat'],
  [
    'a name that is too long',
    { destinations: { ...WRITTEN.destinations, ['c'.repeat(31)]: WEBHOOK } },
    `destinations.${'c'.repeat(31)}`,
  ],
  [
    'the name of a dead-letter queue',
    { destinations: { ...WRITTEN.destinations, 'chat-dead-letters': WEBHOOK } },
    'destinations.chat-dead-letters',
  ],
  [
    'a kind of destination that is not there',
    { destinations: { ...WRITTEN.destinations, mail: { type: 'pigeon' } } },
    'destinations.mail.type',
  ],
  [
    'what a destination does not know',
    { destinations: { ...WRITTEN.destinations, mail: { ...WEBHOOK, colour: 'red' } } },
    'destinations.mail',
  ],
  ['an unknown key', { route: [] }, ''],
  ['an unknown key of a match', { routes: [{ match: { tag: {} }, to: ['chat'] }] }, 'routes.0.match'],
  ['an empty list', { routes: [{ match: { name: [] }, to: ['chat'] }] }, 'routes.0.match.name'],
  ['a kind', { routes: [{ match: { kind: ['metrics'] }, to: ['chat'] }] }, 'routes.0.match.kind.0'],
  ['a severity', { routes: [{ match: { severity: ['high'] }, to: ['chat'] }] }, 'routes.0.match.severity.0'],
  [
    'a state in small letters',
    { routes: [{ match: { state: ['alarm'] }, to: ['chat'] }] },
    'routes.0.match.state.0',
  ],
  ['a queue', { queues: 'https://sqs.eu-central-1.amazonaws.com/111122223333/q' }, 'queues'],
  ['a queue that ends', { queues: `${QUEUES}chat.fifo` }, 'queues'],
  ['an account', { accounts: { shop: {} } }, 'accounts.shop'],
  ['a role', { accounts: { 111122223333: { role: 'reader' } } }, 'accounts.111122223333.role'],
  ['two changes', { flapping: { changes: 2 } }, 'flapping.changes'],
  ['hours', { quiet: [{ ...QUIET, hours: '22-7' }] }, 'quiet.0.hours'],
  ['hours of no length', { quiet: [{ ...QUIET, hours: '22:00-22:00' }] }, 'quiet.0.hours'],
  ['a time zone', { quiet: [{ ...QUIET, timezone: 'Berlin' }] }, 'quiet.0.timezone'],
  ['no time', { quiet: [{ name: 'q', match: {} }] }, 'quiet.0'],
  ['both kinds of times', { quiet: [{ ...WINDOW, ...QUIET }] }, 'quiet.0'],
  ['no end', { quiet: [{ ...WINDOW, until: undefined }] }, 'quiet.0'],
  ['an end before', { quiet: [{ ...WINDOW, until: '2026-11-20T23:59:00Z' }] }, 'quiet.0.until'],
  ['no offset', { quiet: [{ ...WINDOW, until: '2026-11-22T00:00:00' }] }, 'quiet.0.until'],
  ['longer than a message lasts', { quiet: [{ ...WINDOW, until: '2026-12-04T00:00:00Z' }] }, 'quiet.0.until'],
  ['days without hours', { quiet: [{ ...WINDOW, days: ['sat'] }] }, 'quiet.0.days'],
  ['what to do', { quiet: [{ ...QUIET, action: 'drop' }] }, 'quiet.0.action'],
])('%s', (_name, changes, path) => {
  const { error } = configSchema.safeParse({ ...WRITTEN, ...changes });
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
});

const HOOK = { type: 'slack-webhook', url: 'https://hooks.example.com/x' };
const OWN = { ...HOOK, url: 'https://10.0.0.1:8443/x' };
const PEM = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----';

it.each<[name: string, entry: object]>([
  ['a host of its own', { ...HOOK, private: { host: 'Hooks.example.com', ca: PEM } }],
  ['an address of its own', { ...OWN, private: { host: '10.0.0.1:8443' } }],
  ['an address of its own, at any port', { ...OWN, private: { host: '10.0.0.1' } }],
  ['an IPv6 address of its own', { ...HOOK, url: 'https://[fd12::1]/x', private: { host: '[fd12::1]' } }],
  ['a public address', { ...HOOK, url: 'https://1.1.1.1/x' }],
  ['a URL that is closed', { ...HOOK, url: 'ssm::/chat', private: { host: 'chat.internal' } }],
  ['a host that is closed', { ...HOOK, private: { host: 'ssm::/host', ca: 'ssm::/ca' } }],
])('a destination with %s', (_name, chat) => {
  const config = { ...WRITTEN, destinations: { ...WRITTEN.destinations, chat } };
  expect(configSchema.safeParse(config).error).toBeUndefined();
});

it.each<[name: string, entry: object, path: string]>([
  ['a name and a password', { ...HOOK, url: 'https://user:hunter2@hooks.example.com/x' }, 'url'],
  ['the address of metadata', { ...HOOK, url: 'https://169.254.169.254/x' }, 'url'],
  ['a private address', OWN, 'url'],
  ['this machine', { ...HOOK, url: 'https://0x7f.1/x' }, 'url'],
  ['this machine, in IPv6', { ...HOOK, url: 'https://[::ffff:127.0.0.1]/x' }, 'url'],
  [
    'link-local, though named',
    { ...HOOK, url: 'https://[fe80::1]/x', private: { host: '[fe80::1]' } },
    'url',
  ],
  ['an endpoint', { type: 'opsgenie', apiKey: 'key', endpoint: 'https://127.0.0.1/x' }, 'endpoint'],
  ['another host', { ...HOOK, private: { host: 'other.internal' } }, 'private.host'],
  ['a host with a scheme', { ...HOOK, private: { host: 'https://hooks.example.com' } }, 'private.host'],
  [
    'a host with a path',
    { ...HOOK, url: 'ssm::/chat', private: { host: 'chat.internal/x' } },
    'private.host',
  ],
  ['no certificate', { ...HOOK, private: { host: 'hooks.example.com', ca: 'CA' } }, 'private.ca'],
])('a destination with %s is refused', (_name, chat, path) => {
  const config = { ...WRITTEN, destinations: { ...WRITTEN.destinations, chat } };
  const { error } = configSchema.safeParse(config);
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([`destinations.chat.${path}`]);
  expect(JSON.stringify(error?.issues)).not.toContain('hunter2');
});

it('what has a wrong name is looked at all the same, and told what names are', () => {
  const config = { ...WRITTEN, destinations: { ...WRITTEN.destinations, Chat: { type: 'pigeon' } } };
  const issues = configSchema.safeParse(config).error?.issues ?? [];
  expect(issues.map((issue) => issue.path.join('.')).toSorted()).toEqual([
    'destinations.Chat',
    'destinations.Chat.type',
  ]);
  expect(issues.some(({ message }) => message.includes('up to 29 of a-z, 0-9 and -'))).toBe(true);
});

it('all problems are told at once', () => {
  const { error } = configSchema.safeParse({
    ...WRITTEN,
    destinations: { chat: WEBHOOK, mail: { type: 'pigeon' } },
    routes: [{ to: ['page'] }, { to: 'mail' }, 7],
    quiet: 'always',
    table: '',
    fallback: ['mail', 'cat', 7],
    colour: 'red',
  });
  expect(error?.issues.map((issue) => issue.path.join('.')).toSorted()).toEqual([
    '',
    'destinations.mail.type',
    'fallback.1',
    'fallback.2',
    'quiet',
    'routes.0.to.0',
    'routes.1.to',
    'routes.2',
    'table',
  ]);
});
