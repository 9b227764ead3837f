import { expect, test } from 'vitest';
import { readLambdaReadme } from '../../../test/support/lambda-readme.ts';
import { checkFanout } from '../../src/alarms/check-fanout.ts';

const HOOK = { type: 'slack-webhook', url: 'ssm::/alarms/hook' };
const GOOD = { destinations: { chat: HOOK }, fallback: ['chat'] };
const { queues, table, ...example } = readLambdaReadme('alarm-fanout', { handler: 'ingest' }).config;

test.each([
  ['the example of the README', example],
  ['what is needed', GOOD],
  ['a token, unopened', { ...GOOD, destinations: { chat: { ...HOOK, url: 'kmscrypt::AQICAHh' } } }],
  ['a reference, unopened', { ...GOOD, destinations: { chat: { ...HOOK, url: 'ssm::/alarms/url' } } }],
  ['another one', { ...GOOD, destinations: { chat: { ...HOOK, url: 'secretsmanager::hooks#url' } } }],
])('%s is fine', async (_name, config) => {
  expect(await checkFanout(config)).toEqual([]);
});

test.each([
  ['nothing', {}, ['destinations', 'fallback']],
  ['what the deployment gives', { ...GOOD, queues, table }, ['queues', 'table']],
  ['an unknown key', { ...GOOD, fallbacks: ['chat'] }, ['fallbacks']],
  [
    'an unknown key of a destination',
    { ...GOOD, destinations: { chat: { ...HOOK, channel: '#a' } } },
    ['destinations.chat.channel'],
  ],
  [
    'a kind that there is not',
    { ...GOOD, destinations: { chat: { type: 'fax' } } },
    ['destinations.chat.type'],
  ],
  [
    'no https',
    { ...GOOD, destinations: { chat: { ...HOOK, url: 'http://hooks.example.com/a' } } },
    ['destinations.chat.url'],
  ],
  ['nobody of that name', { ...GOOD, fallback: ['chat', 'nobody'] }, ['fallback[1]']],
  [
    'several at once',
    { ...GOOD, giveUpAfter: 'soon', routes: [{ to: ['x'] }], quiet: [{ name: 'n' }] },
    ['giveUpAfter', 'quiet[0].match', 'routes[0].to[0]'],
  ],
  [
    'a name that stands in no queue',
    { ...GOOD, destinations: { chat: HOOK, 'On Call': HOOK } },
    ['destinations["On Call"]'],
  ],
])('%s is told with its path', async (_name, config, paths) => {
  const problems = await checkFanout(config);
  expect(problems.map(({ path }) => path).toSorted()).toEqual(paths);
});

test.each([
  ['with all else fine', { ...GOOD, queues }, [['queues', true]]],
  [
    'with something wrong besides',
    { ...GOOD, queues, giveUpAfter: 'soon' },
    [
      ['queues', true],
      ['giveUpAfter', false],
    ],
  ],
])('what the deployment gives is told as such, %s', async (_name, config, told) => {
  const problems = await checkFanout(config);
  expect(problems.map(({ path, isReserved = false }) => [path, isReserved])).toEqual(told);
});

test('no value is told that may be a secret', async () => {
  const secret = 'http://hooks.example.com/hunter2';
  const problems = await checkFanout({ ...GOOD, destinations: { chat: { ...HOOK, url: secret } } });
  expect(problems).not.toEqual([]);
  expect(JSON.stringify(problems)).not.toContain('hunter2');
});

const EXPOSED: readonly (readonly [name: string, destination: object, paths: readonly string[]])[] = [
  ['a token of Slack', { type: 'slack-bot', token: 'xoxb-example', channel: 'C0123456789' }, ['token']],
  ['the url of a webhook of Slack', { type: 'slack-webhook', url: 'https://hooks.example.com/a' }, ['url']],
  [
    'one of two keys that sign',
    {
      type: 'webhook',
      url: 'https://example.com/a',
      secrets: ['ssm::/a', 'whsec_bWFkZSB1cCBmb3IgdGVzdHMsIG9mIG5vIHVzZSE='],
    },
    ['secrets[1]'],
  ],
  [
    'a header that lets in',
    {
      type: 'webhook',
      url: 'https://example.com/a',
      secrets: ['ssm::/a'],
      headers: { Authorization: 'Bearer x', 'X-Env': 'prod' },
    },
    ['headers.Authorization'],
  ],
  ['a routing key', { type: 'pagerduty', routingKey: '0123456789abcdef0123456789abcdef' }, ['routingKey']],
  ['a reference to nothing', { type: 'pagerduty', routingKey: 'ssm::' }, ['routingKey']],
  ['a reference to many', { type: 'pagerduty', routingKey: 'ssm::/alarms/*' }, ['routingKey']],
  ['half a token', { type: 'pagerduty', routingKey: 'kmscrypt::' }, ['routingKey']],
];

test.each(EXPOSED)('%s is not taken', async (_name, destination, paths) => {
  const problems = await checkFanout({ destinations: { it: destination }, fallback: ['it'] });
  const exposed = problems.filter(({ isExposed }) => isExposed === true);
  expect(exposed.map(({ path }) => path)).toEqual(paths.map((path) => `destinations.it.${path}`));
  expect(JSON.stringify(problems)).not.toContain('xoxb');
});
