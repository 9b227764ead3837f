import { expect, test } from 'vitest';
import { parameterTreesBroker } from '../../src/brokers/parameter-trees.ts';
import type { ParametersClient } from '../../src/brokers/parameters-client.ts';

const ANSWERED: ParametersClient = {
  get: () => Promise.reject(new TypeError('not asked for')),
  getBelow: async () => ({
    parameters: [
      {
        arn: 'arn:aws:ssm:eu-west-1:111122223333:parameter/app/x',
        name: '/app/x',
        value: 'v',
        selector: undefined,
      },
    ],
    nextToken: undefined,
  }),
};

const KEY = { path: '/app', region: 'eu-west-1', account: undefined };
const { read } = parameterTreesBroker({ clientOf: async () => ANSWERED, bounded: (call) => call() });

test.each([undefined, '111122223333'])('a subtree of the account %s is read', async (account) => {
  const [answer] = await read([{ ...KEY, account }], new AbortController().signal);
  expect(answer).toEqual({ ok: true, value: new Map([['x', 'v']]) });
});

test('a subtree of another account than the own one is refused, not read from the own one', async () => {
  const [answer] = await read([{ ...KEY, account: '444455556666' }], new AbortController().signal);
  expect(answer).toMatchObject({ ok: false, error: { code: 'REFERENCE_INVALID' } });
});
