import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { unwrap } from '../src/unwrap.ts';
import { notification, snsEvent } from './support/events.ts';
import { RUNS } from './runs.ts';

const S3 = { Records: [{ eventSource: 'aws:s3', s3: { object: { key: 'a' } } }] };
const json = JSON.stringify;
const nested = (times: number): unknown => (times === 0 ? S3 : notification(json(nested(times - 1))));

const READABLE: readonly (readonly [name: string, body: unknown, payload: unknown])[] = [
  ['JSON', json(S3), S3],
  ['JSON with white space around it', `\n ${json(S3)}\n`, S3],
  ['an object', S3, S3],
  ['SNS in SQS', json(notification(S3)), S3],
  ['raw delivery', json(S3), S3],
  ['SNS direct', snsEvent(S3), S3],
  ['SNS direct in SQS', json(snsEvent(S3)), S3],
  ['JSON in JSON', json(json(S3)), S3],
  ['SNS in SNS', json(nested(2)), S3],
  ['as many envelopes as there may be', json(nested(4)), S3],
  ['null', 'null', null],
  ['null as it is', null, null],
  ['undefined', undefined, undefined],
  ['a list', '[1]', [1]],
  ['a number', '5', 5],
  ['an empty object', '{}', {}],
  ['a notification without a message', { Type: 'Notification' }, { Type: 'Notification' }],
  [
    'a notification whose message is no text',
    { Type: 'Notification', Message: 1 },
    { Type: 'Notification', Message: 1 },
  ],
  [
    'another message of SNS',
    { Type: 'SubscriptionConfirmation', Message: 'x' },
    { Type: 'SubscriptionConfirmation', Message: 'x' },
  ],
  ['records without Sns', { Records: [null] }, { Records: [null] }],
  ['records whose Sns is null', { Records: [{ Sns: null }] }, { Records: [{ Sns: null }] }],
  ['no records', { Records: [] }, { Records: [] }],
  ['records that are no list', { Records: 'x' }, { Records: 'x' }],
];

test.each(READABLE)('takes out %s', (_name, body, payload) => {
  expect(unwrap(body)).toEqual({ payload });
});

const UNREADABLE: readonly (readonly [name: string, body: unknown])[] = [
  ['an empty text', ''],
  ['white space', ' \n'],
  ['no JSON', 'canary'],
  ['JSON that is cut', '{"canary":'],
  ['a notification of no JSON', notification('canary')],
  ['a notification of nothing', notification('')],
  ['too many envelopes', json(nested(5))],
  ['JSON in JSON without end', json(json(json(json(json(json('canary'))))))],
];

test.each(UNREADABLE)('has a problem with %s, and quotes nothing of it', (_name, body) => {
  expect(unwrap(body)).toEqual({ problem: expect.not.stringContaining('canary') });
});

test('two notifications in one event are left as they are: SNS sends one', () => {
  const twice = { Records: [{ Sns: notification(S3) }, { Sns: notification(S3) }] };
  expect(unwrap(twice)).toEqual({ payload: twice });
});

test('any body is either read or has a problem; nothing is thrown', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.jsonValue(), fc.anything()), (body) => {
      const unwrapped = unwrap(body);
      expect('payload' in unwrapped).toBe(!('problem' in unwrapped));
    }),
    { numRuns: RUNS },
  );
});
