import { describe, expect, it } from 'vitest';
import { createNotifier } from '../../src/aws/notifier.ts';
import type { Told } from '../../src/told.ts';
import { ALWAYS, refusedAs, scriptedCalls } from '../support/scripted-calls.ts';

const TOPIC = 'arn:aws:sns:eu-central-1:111111111111:alarms';
const PLACE = { account: '111111111111', region: 'eu-central-1' };

const TOLD: Told = {
  title: 'web: 3 of 12 hosts are updated',
  text: 'two lines\nof text',
  severity: 'info',
  key: 'web-20261122T020000Z',
  status: 'progress',
  percent: 25,
  at: Date.UTC(2026, 10, 22, 2, 5),
  facts: { hosts: '12' },
};

async function published(told: Told): Promise<unknown> {
  const { calls, inputsOf } = scriptedCalls({ publish: async () => ({ MessageId: 'm' }) });
  await createNotifier({ calls, topic: TOPIC, ...PLACE }).tell(told, ALWAYS);
  const [input] = inputsOf('publish');
  expect(input?.TopicArn).toBe(TOPIC);
  return JSON.parse(input?.Message ?? '');
}

describe('a notice', () => {
  it('as alarm-fanout takes it', async () => {
    await expect(published(TOLD)).resolves.toEqual({
      kind: 'kmscrypt.notice',
      source: 'auto-update',
      title: TOLD.title,
      text: TOLD.text,
      severity: 'info',
      key: TOLD.key,
      status: 'progress',
      percent: 25,
      at: '2026-11-22T02:05:00.000Z',
      ...PLACE,
      facts: { hosts: '12' },
    });
  });

  it.each<[name: string, told: Partial<Told>, expected: object]>([
    ['a title on one line', { title: ' a\n b ' }, { title: 'a b' }],
    ['a title that is too long', { title: 'x'.repeat(300) }, { title: `${'x'.repeat(198)} …` }],
    ['a text that is too long', { text: 'x'.repeat(9_000) }, { text: `${'x'.repeat(7_998)} …` }],
    [
      'too many facts',
      { facts: Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`f${at}`, '1'])) },
      { facts: Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}`, '1'])) },
    ],
    ['no facts', { facts: undefined }, { facts: {} }],
  ])('%s', async (_, told, expected) => {
    await expect(published({ ...TOLD, ...told })).resolves.toMatchObject(expected);
  });

  it.each(['start', 'end', 'event'] as const)('%s has no percent', async (status) => {
    await expect(published({ ...TOLD, status })).resolves.not.toHaveProperty('percent');
  });

  it('without a topic is told nobody', async () => {
    const { calls, made } = scriptedCalls({});
    await createNotifier({ calls, topic: undefined, ...PLACE }).tell(TOLD, ALWAYS);
    expect(made).toEqual([]);
  });

  it('that is refused is a failure', async () => {
    const { calls } = scriptedCalls({ publish: async () => Promise.reject(refusedAs('NotFound')) });
    await expect(createNotifier({ calls, topic: TOPIC, ...PLACE }).tell(TOLD, ALWAYS)).rejects.toThrow(
      'NotFound',
    );
  });
});
