import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/delivery.ts';
import {
  BROKEN,
  changeOf,
  delivering,
  deliveryIn,
  LOST,
  messageOf,
  outcomesOf,
  REFUSED,
  subjectOf,
} from '../support/delivering.ts';
import { noting, storm } from '../support/simulation/storm-office.ts';

/** What is in the dead-letter queue: names, and whether they may have arrived. */
function parkedIn(letters: readonly { readonly body: string }[]): readonly unknown[] {
  return letters.map(({ body }) => {
    const { content, parked } = JSON.parse(body) as Delivery;
    const names = content.type === 'digest' ? content.entries.map(({ title }) => title) : [nameOf(content)];
    return { names, mayHaveArrived: parked?.mayHaveArrived };
  });
}

function nameOf(content: Delivery['content']): string {
  return content.type === 'alarm' ? content.alarm.name : content.type;
}

/** Twenty at once, and one every two minutes for an hour. */
const OTHERS: Readonly<Record<string, number>> = Object.fromEntries([
  ...Array.from({ length: 20 }, (_, index) => [`at-once-${index}`, 1]),
  ...Array.from({ length: 30 }, (_, index) => [`later-${index}`, 120 * (index + 1)]),
]);
const AT_ONCE = new Set(Object.keys(OTHERS).filter((name) => name.startsWith('at-once')));

/** Most: how often it is sent, with others and alone. */
describe.each<[name: string, failure: Error, mayHaveArrived: boolean, most: number]>([
  ['fails', BROKEN, false, 70],
  ['is never answered', LOST, true, 40],
  ['is refused', REFUSED, false, 8],
])('one alarm that always %s', (_name, failure, mayHaveArrived, most) => {
  it.each<[name: string, alarms: Record<string, number>]>([
    ['as the first', { bad: 0, ...OTHERS }],
    ['within a digest', { first: 0, ...OTHERS, bad: 1 }],
  ])('%s holds nobody back, and goes to the dead-letter queue alone', async (_place, alarms) => {
    let count = 0;
    const vendor = noting((_number, names) => {
      if (!names.includes('bad')) return undefined;
      count += 1;
      return failure;
    });
    const { told, office } = await storm({ alarms, vendor });
    const names = told.flatMap((each) => each.names);
    expect(names.toSorted()).toEqual(
      Object.keys(alarms)
        .filter((name) => name !== 'bad')
        .toSorted(),
    );
    const times = told.flatMap((each) => each.names.flatMap((name) => (AT_ONCE.has(name) ? each.time : [])));
    expect(Math.max(...times)).toBeLessThanOrEqual(120);
    expect(parkedIn(office.letters)).toEqual([{ names: ['bad'], mayHaveArrived }]);
    expect(count).toBeLessThanOrEqual(most);
  });
});

describe('what nobody knows of', () => {
  it.each<[name: string, isIdempotent: boolean, letters: readonly unknown[]]>([
    [
      'is not told more than sixty times where nothing else is taken',
      false,
      [{ names: ['a'], mayHaveArrived: true }],
    ],
    ['unless the destination knows it again', true, []],
  ])('%s', async (_name, isIdempotent, letters) => {
    const chat = delivering({ rules: { isIdempotent }, answer: () => LOST });
    for (let receiveCount = 1; receiveCount < 60; receiveCount += 1)
      await chat.run(changeOf('a', { receiveCount }));
    expect(chat.letters).toEqual([]);
    await chat.run(changeOf('a', { receiveCount: 60 }));
    expect(parkedIn(chat.letters)).toEqual(letters);
  });
});

describe('two that fail in front', () => {
  it.each(['each', 'grouped'] as const)('hold back no other for long: %s', async (storms) => {
    const bad = new Set(['a', 'b'].map(subjectOf));
    const chat = delivering({
      rules: { storms },
      answer: ({ subject }) => (bad.has(subject) ? BROKEN : {}),
    });
    const batch = ['a', 'b', 'c'].map((name) => changeOf(name));
    await chat.run(...batch);
    expect(outcomesOf(await chat.run(...batch))).toMatchObject({ 'c ALARM 0': 'done' });
  });
});

describe('a clock that is ahead', () => {
  it.each(['each', 'grouped'] as const)('makes nothing late that comes after it: %s', async (storms) => {
    const chat = delivering({ rules: { storms, late: 'skip' } });
    const ahead = changeOf('a', { at: 10 * 365 * 86_400, handedOver: 0 });
    await chat.run(ahead);
    chat.time = 600_000;
    await chat.run(changeOf('a', { state: 'OK', at: 600 }));
    expect(chat.jobs.map(({ content }) => content.type === 'alarm' && content.alarm.state)).toEqual([
      'ALARM',
      'OK',
    ]);
  });
});

it('a late notice says that it is', async () => {
  const chat = delivering();
  const notice = (at: string) => ({
    ...deliveryIn(changeOf('a', { handedOver: 60 })),
    key: at,
    content: {
      type: 'notice',
      notice: { title: 'a', status: 'progress', at: `2026-11-21T12:00:${at}.000Z` },
    },
  });
  await chat.run(messageOf(notice('09'), { id: '1' }), messageOf(notice('03'), { id: '2' }));
  expect(chat.jobs.map(({ content }) => content.type === 'notice' && content.remarks?.length)).toEqual([
    undefined,
    1,
  ]);
});
