import { expect, test } from 'vitest';
import { checkConfig } from '../../../src/config/check-config.ts';
import { valid } from '../valid.ts';

const watch = { email: 'ops@example.com' };
const HOOK = { type: 'webhook', url: 'https://hooks.example.com', secrets: ['ssm::/chat'] };

test.each(['queues', 'table'])('%s, which the package adds, is refused', async (key) => {
  const fanout = { destinations: { chat: HOOK }, fallback: ['chat'], [key]: 'a' };
  const { problems = [] } = await checkConfig({ ...valid(), alarms: { watch, fanout } });
  expect(problems).toEqual([
    expect.objectContaining({
      code: 'FANOUT_RESERVED',
      path: `alarms.fanout.${key}`,
      cure: 'leave it out',
    }),
  ]);
});

test("the Lambda's own problems have their places in the config", async () => {
  const checkFanout = async (): Promise<readonly { path: string; message: string }[]> => [
    { path: 'destinations.chat.url', message: 'is no URL' },
    { path: 'routes[0].to', message: 'is empty' },
    { path: '', message: 'is missing something' },
  ];
  const { problems = [] } = await checkConfig({ ...valid(), alarms: { watch, fanout: {} } }, { checkFanout });
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'FANOUT_INVALID alarms.fanout.destinations.chat.url',
    'FANOUT_INVALID alarms.fanout.routes[0].to',
    'FANOUT_INVALID alarms.fanout',
  ]);
});

test('without alarms nothing is asked', async () => {
  const checkFanout = (): Promise<never> => Promise.reject(new Error('asked'));
  expect((await checkConfig(valid(), { checkFanout })).problems).toBeUndefined();
});

test.each([
  [
    {
      destinations: { chat: HOOK },
      fallback: ['chat'],
    },
    [],
  ],
  [
    { destinations: { chat: { type: 'pigeon' } }, fallback: ['chat'] },
    ['FANOUT_INVALID alarms.fanout.destinations.chat.type'],
  ],
])("the Lambda's own schema is asked, if nothing else is said: %#", async (fanout, told) => {
  const { problems = [] } = await checkConfig({ ...valid(), alarms: { watch, fanout } });
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual(told);
});

const GOOD = { destinations: { chat: HOOK }, fallback: ['chat'] };

test.each([
  ['nothing', {}, ['destinations: is missing', 'fallback: is missing']],
  [
    'a list for a mapping',
    { ...GOOD, destinations: [] },
    ['destinations: is a list, but has to be a mapping'],
  ],
  ['text for a list', { ...GOOD, fallback: 'chat' }, ['fallback: is text, but has to be a list']],
  ['nothing after a key', { ...GOOD, routes: null }, ['routes: is empty, but has to be a list']],
  [
    'text for a truth value',
    { ...GOOD, routes: [{ match: { contributor: 'yes' }, to: ['chat'] }] },
    ['routes[0].match.contributor: is text, but has to be true or false'],
  ],
  ['a number that is too big', { ...GOOD, graphs: { hours: 169 } }, ['graphs.hours: has to be at most 168']],
  [
    'a date without its offset',
    { ...GOOD, quiet: [{ name: 'n', match: {}, from: 'now', until: '2026-01-31T08:00:00Z' }] },
    ['quiet[0].from: is not a time such as 2026-01-31T08:00:00Z'],
  ],
  [
    'what is neither of two types',
    { ...GOOD, graphs: 'yes' },
    ['graphs: is text, but has to be false or a mapping'],
  ],
  [
    'a destination without type',
    { ...GOOD, destinations: { chat: { url: 'https://hooks.example.com' } } },
    ['destinations.chat.type: is missing'],
  ],
])('in words of the config: %s', async (_, fanout, told) => {
  const { problems = [] } = await checkConfig({ ...valid(), alarms: { watch, fanout } });
  const lines = problems.map(({ path, message }) => `${path.replace('alarms.fanout.', '')}: ${message}`);
  // The Lambda may find more that is wrong with it.
  expect(lines).toEqual(expect.arrayContaining(told));
  expect(lines.join()).not.toMatch(/invalid|expected|received/i);
});

test.each([
  ['Slack-Webhook', 'did you mean slack-webhook?'],
  ['pigeon', undefined],
])('of a type that is not known, the one that was meant is told: %s', async (type, cure) => {
  const fanout = { ...GOOD, destinations: { chat: { type } } };
  const { problems = [] } = await checkConfig({ ...valid(), alarms: { watch, fanout } });
  expect(problems.map((problem) => problem.cure)).toEqual([cure]);
  expect(problems[0]?.message).toMatch(/^is not one of slack-webhook, /);
});
