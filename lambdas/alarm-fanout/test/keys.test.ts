import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../src/event.ts';
import { changesOf } from '../src/ingest/changes-of.ts';
import { keyOf } from '../src/keys.ts';
import { takeIn } from '../src/take-in.ts';
import { subjectOf } from '../src/told.ts';
import { NOON, noticeAt } from './support/changes.ts';

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

it('notices of one second are one only where they say the same', () => {
  const progress = { status: 'progress', percent: 10, text: 'a' } as const;
  const others = [{ percent: 90 }, { text: 'b' }, { text: undefined }, { title: 'another' }];
  const keys = [{}, ...others].map((other) => noticeAt(0, { ...progress, ...other }).key);
  expect(new Set(keys).size).toBe(others.length + 1);
  expect(noticeAt(0, { ...progress, severity: 'error' }).key).toBe(keys[0]);
});

describe('a change whose event has no time', () => {
  function keyAt(now: number, id: string): string | undefined {
    const payload = { AlarmName: 'cpu', NewStateValue: 'ALARM' };
    const place = { account: '111122223333', region: 'eu-central-1', now: new Date(now) };
    const told = takeIn([{ id, receiveCount: 1, payload }], place);
    const alarms = told.alarms.map(({ alarm }) => ({
      ...alarm,
      severity: 'error' as const,
      links: { console: '' },
    }));
    return changesOf(told, { alarms, config: { accounts: {} } })[0]?.key;
  }

  it('is the same whenever its message comes', () => {
    expect(keyAt(NOON, 'm1')).toBe(keyAt(NOON + 5_000, 'm1'));
  });

  it('is another in another message', () => {
    expect(keyAt(NOON, 'm1')).not.toBe(keyAt(NOON, 'm2'));
  });
});
