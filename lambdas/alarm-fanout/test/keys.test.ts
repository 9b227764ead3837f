import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../src/event.ts';
import { keyOf } from '../src/keys.ts';
import { subjectOf } from '../src/told.ts';

/** Subject and key of what a fixture tells. */
function keyIn(name: string): { readonly subject: string; readonly key: string } {
  const text = readFileSync(new URL(`events/${name}.json`, import.meta.url), 'utf8');
  const told = parseMessage(JSON.parse(text));
  if (told.kind !== 'alarm') throw new Error(told.kind);
  const { alarm } = told;
  const subject = subjectOf(alarm);
  return { subject, key: keyOf(subject, alarm.state, alarm.at) };
}

describe('one change by three ways has one subject and one key', () => {
  const arn = (name: string) => `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${name}`;
  it.each<[kind: string, subject: string]>([
    ['metric', arn('checkout-api-p99-latency')],
    ['math', arn('orders-5xx-rate')],
    ['anomaly', arn('login-rate-unusual')],
    ['contributor', `${arn('database-cpu-any-instance')}#6d442278dba546f6`],
    ['composite', arn('checkout-down')],
    ['log', arn('payment-provider-errors')],
  ])('%s', (kind, subject) => {
    const keys = ['event-bridge', 'action', 'sns'].map((way) => keyIn(`${way}-${kind}`));
    expect(new Set(keys.map((key) => key.subject))).toEqual(new Set([subject]));
    expect(new Set(keys.map(({ key }) => key)).size).toBe(1);
  });

  it('without an ARN, too', () => {
    expect(keyIn('sns-no-arn')).toEqual(keyIn('sns-metric'));
  });
});

it('other changes have other keys', () => {
  const changes: readonly (readonly [string, string, string])[] = [
    ['a', 'ALARM', '2026-11-21T02:14:07.415Z'],
    ['a', 'ALARM', '2026-11-21T02:14:07.416Z'],
    ['a', 'OK', '2026-11-21T02:14:07.415Z'],
    ['a#1', 'ALARM', '2026-11-21T02:14:07.415Z'],
    ['b', 'ALARM', '2026-11-21T02:14:07.415Z'],
  ];
  const keys = changes.map((change) => keyOf(...change));
  expect(new Set(keys).size).toBe(changes.length);
  expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
});

it('a key is what it always was', () => {
  // Of printf 'arn\nALARM\n2026-11-21T02:14:07.415Z' | sha256sum
  expect(keyOf('arn', 'ALARM', '2026-11-21T02:14:07.415Z')).toBe('5e69130e70d470baafdd24657349fbb0');
});
