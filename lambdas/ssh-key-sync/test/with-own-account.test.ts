import { expect, test } from 'vitest';
import { withOwnAccount } from '../src/with-own-account.ts';

const known = { '222222222222': 'acquired' };
const queued = { queue: 'arn:aws:sqs:eu-central-1:111111111111:ssh-key-sync', body: '{}' };

test.each([
  [
    'the queue says it',
    { queued, payload: { account: '333333333333' } },
    { '111111111111': 'own', ...known },
  ],
  [
    'without a queue the event does',
    { payload: { account: '333333333333' } },
    { '333333333333': 'own', ...known },
  ],
  ['a source stays what it is', { payload: { account: '222222222222' } }, known],
  ['a message says nothing', { payload: 'tick' }, known],
])('%s', (_name, message, expected) => {
  expect(withOwnAccount(known, [{ id: 'one', receiveCount: 1, ...message }])).toEqual(expected);
});
