import { expect, test } from 'vitest';
import { checkConfig } from '../../../src/config/check-config.ts';
import { valid } from '../valid.ts';
import { refused } from '../rows.ts';

const watch = { email: 'ops@example.com' };

refused([
  [
    'queues, which the package adds',
    { alarms: { watch, fanout: { queues: 'a' } } },
    'FANOUT_RESERVED',
    'alarms.fanout.queues',
  ],
  [
    'a table, which the package adds',
    { alarms: { watch, fanout: { table: 'a' } } },
    'FANOUT_RESERVED',
    'alarms.fanout.table',
  ],
]);

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
      destinations: { chat: { type: 'webhook', url: 'https://hooks.example.com', secrets: ['ssm::/chat'] } },
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
