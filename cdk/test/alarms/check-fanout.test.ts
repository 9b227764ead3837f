import { expect, test } from 'vitest';
import { readLambdaReadme } from '../../../test/support/lambda-readme.ts';
import { checkFanout } from '../../src/alarms/check-fanout.ts';

const HOOK = { type: 'slack-webhook', url: 'https://hooks.example.com/a' };
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

test('no value is told that may be a secret', async () => {
  const secret = 'http://hooks.example.com/hunter2';
  const problems = await checkFanout({ ...GOOD, destinations: { chat: { ...HOOK, url: secret } } });
  expect(problems).not.toEqual([]);
  expect(JSON.stringify(problems)).not.toContain('hunter2');
});
