import { KmscryptError } from '@kmscrypt/core/error';
import { describe, expect, it } from 'vitest';
import type { Alarm } from '../src/alarm.ts';
import type { AlarmPlace, AlarmReader, Known } from '../src/alarm-reader.ts';
import { enrich, type EnrichOptions } from '../src/enrich.ts';
import type { AlarmEvent } from '../src/told.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const ROLE = `arn:aws:iam::${OTHER}:role/alarm-reader`;
const CONFIG: EnrichOptions['config'] = {
  accounts: { [OTHER]: { name: 'shop', role: ROLE }, [OWN]: { name: 'tools' } },
  severity: {
    tag: 'severity',
    rules: [{ match: { account: ['shop'] }, severity: 'warning' }],
    default: 'error',
  },
  links: { runbook: 'runbook', dashboard: 'dashboard' },
};
const NOW = new Date('2026-11-21T03:00:00Z');

function eventOf(parts: Partial<AlarmEvent> = {}): AlarmEvent {
  const { account = OWN, name = 'cpu' } = parts;
  return {
    kind: 'metric',
    via: 'event-bridge',
    arn: `arn:aws:cloudwatch:eu-central-1:${account}:alarm:${name}`,
    name,
    account,
    region: 'eu-central-1',
    state: 'ALARM',
    at: '2026-11-21T02:59:00.000Z',
    reason: 'x',
    metrics: [],
    datapoints: [],
    tags: {},
    mutedBy: [],
    ...parts,
  };
}

interface Enriched {
  readonly alarms: readonly Alarm[];
  readonly asked: readonly AlarmPlace[];
  /** Of the log. */
  readonly lines: readonly (readonly [string, unknown])[];
}

async function enriched(
  events: readonly AlarmEvent[],
  read: AlarmReader['read'],
  options: Partial<EnrichOptions> = {},
): Promise<Enriched> {
  const asked: AlarmPlace[] = [];
  const lines: (readonly [string, unknown])[] = [];
  const reader: AlarmReader = {
    read: async (place, signal) => {
      asked.push(place);
      return read(place, signal);
    },
  };
  const logger = { warn: (text: string, details: unknown) => void lines.push([text, details]) };
  const { signal } = new AbortController();
  const alarms = await enrich(events, {
    reader,
    config: CONFIG,
    account: OWN,
    signal,
    logger,
    now: NOW,
    within: 30_000,
    ...options,
  });
  return { alarms, asked, lines };
}

/** One alarm with what is known of it. */
async function oneWith(event: Partial<AlarmEvent>, known: Known): Promise<Alarm> {
  const { alarms } = await enriched([eventOf(event)], async () => known);
  if (alarms[0] === undefined) throw new Error('nothing');
  return alarms[0];
}

describe('what is added', () => {
  it.each<[name: string, event: Partial<AlarmEvent>, known: Known, expected: Partial<Alarm>]>([
    ['a description', {}, { description: 'd' }, { description: 'd' }],
    ['the own description first', { description: 'own' }, { description: 'd' }, { description: 'own' }],
    [
      'tags, the own first',
      { tags: { a: 'own' } },
      { tags: { a: 'x', severity: 'sev1' } },
      { tags: { a: 'own', severity: 'sev1' }, severity: 'critical' },
    ],
    [
      'a runbook',
      {},
      { tags: { runbook: 'https://r.example.com/' } },
      { links: expect.objectContaining({ runbook: 'https://r.example.com/' }) },
    ],
    [
      'a condition',
      {},
      { condition: { operator: 'GreaterThanThreshold', threshold: 3 } },
      { condition: { operator: 'GreaterThanThreshold', threshold: 3 } },
    ],
    [
      'what a condition lacks',
      { condition: { operator: 'LessThanThreshold', threshold: 1, period: undefined } },
      { condition: { operator: 'GreaterThanThreshold', threshold: 3, period: 60, evaluationPeriods: 5 } },
      { condition: { operator: 'LessThanThreshold', threshold: 1, period: 60, evaluationPeriods: 5 } },
    ],
    ['whether actions are on', {}, { actionsEnabled: false }, { actionsEnabled: false }],
    ['how often it changed', {}, { changesToday: 7 }, { changesToday: 7 }],
    [
      'not of a contributor',
      { contributor: { id: '1', attributes: {} } },
      { changesToday: 7 },
      { changesToday: undefined },
    ],
    [
      'the kind of what was unknown',
      { kind: 'unknown', raw: '{}' },
      { kind: 'log', log: { query: 'q', logGroups: ['g'], lines: [] } },
      { kind: 'log', raw: undefined, log: { query: 'q', logGroups: ['g'], lines: [] }, metrics: [] },
    ],
    [
      'metrics of what has none',
      { kind: 'unknown', raw: '{}' },
      { kind: 'unknown', metrics: [{ id: 'm1', expression: 'up', returnData: true, dimensions: {} }] },
      {
        kind: 'unknown',
        raw: '{}',
        metrics: [{ id: 'm1', expression: 'up', returnData: true, dimensions: {} }],
      },
    ],
    [
      'the query of a log alarm, beside its lines',
      { kind: 'log', log: { logGroups: [], lines: ['l'] } },
      { log: { query: 'q', logGroups: ['g'], lines: [] } },
      { log: { query: 'q', logGroups: ['g'], lines: ['l'] } },
    ],
    ['the name of the account', { account: OTHER }, {}, { accountName: 'shop', severity: 'warning' }],
  ])('%s', async (_name, event, known, expected) => {
    expect(await oneWith(event, known)).toMatchObject(expected);
  });

  it('states of children, and children that the event does not name', async () => {
    const child = (name: string, more: object) => ({ arn: `arn:${name}`, name, isTrigger: false, ...more });
    const alarm = await oneWith(
      {
        kind: 'composite',
        composite: { rule: 'r', children: [child('a', { state: 'ALARM', isTrigger: true }), child('b', {})] },
      },
      {
        state: 'ALARM',
        children: [child('a', { state: 'OK' }), child('b', { state: 'OK' }), child('c', { state: 'ALARM' })],
      },
    );
    expect(alarm.composite?.children).toEqual([
      child('a', { state: 'ALARM', isTrigger: true }),
      child('b', { state: 'OK' }),
      child('c', { state: 'ALARM' }),
    ]);
  });
});

describe('what is withheld is as it is now', () => {
  const suppressed: Partial<AlarmEvent> = {
    kind: 'composite',
    composite: { children: [], suppression: { by: 'WaitPeriod' } },
  };
  it.each<[name: string, known: Known, by: string | undefined]>([
    ['no longer suppressed', { state: 'ALARM' }, undefined],
    ['suppressed by something else', { state: 'ALARM', suppression: { by: 'Alarm' } }, 'Alarm'],
    ['not known', { tags: {} }, 'WaitPeriod'],
  ])('%s', async (_name, known, by) => {
    expect((await oneWith(suppressed, known)).composite?.suppression?.by).toBe(by);
  });

  const muted = { mutedBy: ['m'], mutedUntil: '2026-11-21T04:00:00.000Z' };
  const past = { mutedBy: ['m'], mutedUntil: '2026-11-21T02:30:00.000Z' };
  it.each<
    [
      name: string,
      event: Partial<AlarmEvent>,
      known: Known,
      mutedBy: readonly string[],
      until: string | undefined,
    ]
  >([
    ['muted, as the event says', muted, {}, ['m'], muted.mutedUntil],
    ['no longer muted', muted, { mutedBy: [] }, [], undefined],
    ['muted by others', muted, { mutedBy: ['n'] }, ['n'], muted.mutedUntil],
    ['muted since', {}, { mutedBy: ['n'] }, ['n'], undefined],
    ['the mute of the event is over', past, {}, [], undefined],
    ['another one is active', past, { mutedBy: ['n'] }, ['n'], undefined],
  ])('%s', async (_name, event, known, mutedBy, until) => {
    const alarm = await oneWith(event, known);
    expect([alarm.mutedBy, alarm.mutedUntil]).toEqual([mutedBy, until]);
  });
});

describe('what is asked', () => {
  it('each alarm once, in accounts that may be asked', async () => {
    const events = [
      eventOf({ via: 'sns' }),
      eventOf({ via: 'event-bridge' }),
      eventOf({ name: 'down', kind: 'composite', via: 'lambda-action' }),
      eventOf({ account: OTHER }),
      eventOf({ account: '777788889999' }),
      eventOf({ name: 'nowhere', region: 'unknown' }),
    ];
    const { asked, alarms } = await enriched(events, async () => undefined);
    expect(
      asked.map(({ name, account, role, isComposite, asksMutes }) => [
        name,
        account,
        role,
        isComposite,
        asksMutes,
      ]),
    ).toEqual([
      ['cpu', OWN, undefined, false, true],
      ['down', OWN, undefined, true, false],
      ['cpu', OTHER, ROLE, false, true],
    ]);
    expect(alarms.map(({ arn }) => arn)).toEqual(events.map(({ arn }) => arn));
  });

  it('no more than 8 at once', async () => {
    let running = 0;
    let most = 0;
    const events = Array.from({ length: 40 }, (_, index) => eventOf({ name: `a${index}` }));
    await enriched(events, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return {};
    });
    expect(most).toBe(8);
  });

  it('nothing without a reader', async () => {
    const { asked, alarms } = await enriched([eventOf()], async () => ({ description: 'd' }), {
      reader: undefined,
    });
    expect(asked).toEqual([]);
    expect(alarms[0]?.description).toBeUndefined();
    expect(alarms[0]).toMatchObject({ severity: 'error', accountName: 'tools' });
  });
});

describe('what fails leaves alarms as they are', () => {
  const secret = 'the reason of an alarm';
  it('one of them, and the log says why', async () => {
    const events = ['a', 'b', 'c'].map((name) => eventOf({ name, reason: secret }));
    const { alarms, lines } = await enriched(events, async ({ name }) => {
      if (name === 'b') return { description: 'd', problems: ['no mutes'] };
      throw new KmscryptError('ACCESS_DENIED', 'not allowed');
    });
    expect(alarms.map(({ description }) => description)).toEqual([undefined, 'd', undefined]);
    expect(lines).toEqual([[expect.any(String), { reasons: { 'not allowed': 2, 'no mutes': 1 } }]]);
    expect(JSON.stringify(lines)).not.toContain(secret);
  });

  it('a reader that never answers', async () => {
    const events = Array.from({ length: 20 }, (_, index) => eventOf({ name: `a${index}` }));
    const { alarms, lines, asked } = await enriched(events, () => new Promise(() => {}), { within: 50 });
    expect(alarms.map(({ severity }) => severity)).toEqual(events.map(() => 'error'));
    expect(asked).toHaveLength(8);
    expect(lines).toHaveLength(1);
  });

  it('the end of the invocation', async () => {
    const { alarms, asked } = await enriched([eventOf()], async () => ({}), { signal: AbortSignal.abort() });
    expect(asked).toEqual([]);
    expect(alarms).toHaveLength(1);
  });

  it('a reader that throws at once', async () => {
    const { alarms, lines } = await enriched([eventOf()], () => {
      throw new TypeError('broken');
    });
    expect(alarms).toHaveLength(1);
    expect(lines).toHaveLength(1);
  });
});
