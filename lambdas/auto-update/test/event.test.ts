import type { Message } from '@kmscrypt/lambda';
import { describe, expect, it } from 'vitest';
import { takeIn } from '../src/event.ts';

const TICK = { kind: 'kmscrypt.auto-update.tick' };
const SCHEDULED = {
  version: '0',
  id: '8c1b6a36-4ed3-4c1f-9c5a-0b2f8a6e4d11',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '111111111111',
  time: '2026-11-22T02:00:00Z',
  region: 'eu-west-1',
  resources: ['arn:aws:events:eu-west-1:111111111111:rule/tick'],
  detail: {},
};

function message(id: string, payload: unknown): Message {
  return { id, receiveCount: 1, payload };
}

describe('a tick is', () => {
  it.each<[name: string, payload: unknown]>([
    ['ours', TICK],
    ['with more in it', { ...TICK, by: 'alice' }],
    ['a rule', SCHEDULED],
    ['a schedule', { ...SCHEDULED, source: 'aws.scheduler', detail: '{}' }],
    ['of last year', { ...SCHEDULED, time: '2025-11-22T02:00:00Z' }],
    ['of next year', { ...SCHEDULED, time: '2027-11-22T02:00:00Z' }],
  ])('%s', (_name, payload) => {
    const { isTick, outcomes } = takeIn([message('1', payload)]);
    expect(isTick).toBe(true);
    expect([...outcomes]).toEqual([['1', { status: 'done' }]]);
  });
});

describe('no tick is', () => {
  it.each<[name: string, payload: unknown, told: string]>([
    ['nothing', undefined, 'not an object'],
    ['null', null, 'not an object'],
    ['a text', 'tick', 'not an object'],
    ['a list', [TICK], 'a list'],
    ['empty', {}, 'has no kind'],
    ['of another Lambda', { kind: 'kmscrypt.ssh-keys.tick' }, 'its kind is not kmscrypt.auto-update.tick'],
    ['of another kind, and a schedule', { ...SCHEDULED, kind: 'secret' }, 'its kind is not'],
    ['an event', { ...SCHEDULED, 'detail-type': 'Secret Event' }, 'something else'],
  ])('%s', (_name, payload, told) => {
    const { isTick, outcomes } = takeIn([message('1', payload)]);
    expect(isTick).toBe(false);
    const [outcome] = outcomes.values();
    expect(outcome).toEqual({ status: 'failed', reason: expect.stringMatching(/^not understood: /u) });
    expect(outcome).toMatchObject({ reason: expect.stringContaining(told) });
    expect(JSON.stringify(outcome)).not.toMatch(/secret/iu);
  });

  it('what cannot be read', () => {
    const { isTick, outcomes } = takeIn([{ id: '1', receiveCount: 1, problem: 'it is not JSON' }]);
    expect(isTick).toBe(false);
    expect(outcomes.get('1')).toEqual({ status: 'failed', reason: 'not understood: it is not JSON' });
  });

  it('no message', () => {
    expect(takeIn([])).toEqual({ isTick: false, outcomes: new Map() });
  });
});

it('many are one, and what is none fails alone', () => {
  const { isTick, outcomes } = takeIn([
    message('1', SCHEDULED),
    message('2', 'hello'),
    message('3', TICK),
    message('4', SCHEDULED),
  ]);
  expect(isTick).toBe(true);
  expect([...outcomes].map(([id, { status }]) => `${id} ${status}`)).toEqual([
    '1 done',
    '2 failed',
    '3 done',
    '4 done',
  ]);
});
