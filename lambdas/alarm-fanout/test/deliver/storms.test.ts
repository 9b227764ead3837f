import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/delivery.ts';
import { DeliveryError } from '../../src/delivery-error.ts';
import { laneKey } from '../../src/deliver/record-keys.ts';
import { changeOf, deliveryIn, delivering, messageOf, outcomesOf } from '../support/delivering.ts';
import type { PostOffice } from '../support/simulation/post-office.ts';
import { noting, storm } from '../support/simulation/storm-office.ts';

/** So many alarms, one after the other. */
function many(count: number, { from = 0, every = 1 } = {}): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, from + index * every]));
}

function heldIn({ store, name }: PostOffice): unknown {
  return store.memory.items.get(laneKey(name))?.value;
}

describe('a storm', () => {
  it('of thirty alarms within a minute is two messages', async () => {
    const { told, office } = await storm({ alarms: many(30), vendor: noting() });
    expect(told).toEqual([
      { time: 0, names: ['a0'], isDigest: false },
      { time: 61, names: Object.keys(many(30)).slice(1), isDigest: true },
    ]);
    expect(heldIn(office)).toMatchObject({ held: [] });
  });

  it('all at once, too', async () => {
    const { told } = await storm({ alarms: many(30, { every: 0 }), vendor: noting() });
    expect(told.map(({ names }) => names.length)).toEqual([1, 29]);
  });

  it('that goes on is a message a minute', async () => {
    const { told } = await storm({ alarms: many(90, { every: 2 }), vendor: noting() });
    const times = told.map(({ time }) => time);
    expect(times).toEqual([0, 61, 122, 183]);
    expect(told.flatMap(({ names }) => names)).toEqual(Object.keys(many(90)));
  });

  it('has no more than some hundred in a message', async () => {
    const { told } = await storm({ alarms: many(350, { every: 0.1 }), vendor: noting() });
    expect(told.flatMap(({ names }) => names)).toEqual(Object.keys(many(350)));
    expect(Math.max(...told.map(({ names }) => names.length))).toBeLessThanOrEqual(110);
  });

  it('of more than fits in a message is told without a pause', async () => {
    const { told } = await storm({ alarms: { ...many(500, { every: 0 }), next: 90 }, vendor: noting() });
    const times = told.map(({ time }) => time);
    expect(Math.max(...times.slice(0, -1))).toBeLessThanOrEqual(75);
    expect(told.length).toBeLessThanOrEqual(8);
    // The window is opened once, by the last of them.
    expect(told.at(-1)?.names).toEqual(['next']);
    expect((times.at(-1) ?? 0) - (times.at(-2) ?? 0)).toBeGreaterThanOrEqual(60);
  });

  it.each<[name: string, alarms: Record<string, number>, times: readonly number[]]>([
    ['one alone that has waited goes as it is', { a: 0, b: 10 }, [0, 61]],
    ['what comes when the window is over goes at once', { a: 0, b: 70 }, [0, 70]],
    ['and opens another', { a: 0, b: 70, c: 80 }, [0, 70, 131]],
  ])('%s', async (_name, alarms, times) => {
    const { told } = await storm({ alarms, vendor: noting() });
    expect(told).toEqual(
      Object.keys(alarms).map((name, index) => ({ time: times[index], names: [name], isDigest: false })),
    );
  });

  it('lists what has ended as well, in its order', async () => {
    const { told } = await storm({ alarms: { a: 0, b: 1 }, ends: { b: 2 }, vendor: noting() });
    expect(told[1]).toEqual({ time: 61, names: ['b', 'b'], isDigest: true });
  });

  it('leaves out what is late where the destination holds a state', async () => {
    const { told, office } = await storm({
      alarms: { a: 0, b: 3, c: 4 },
      ends: { b: 2 },
      late: ['b'],
      vendor: noting(),
      rules: { late: 'skip' },
    });
    expect(told[1]?.names).toEqual(['b', 'c']);
    expect(office.queue.size()).toBe(0);
  });
});

/** The names of what is in the dead-letter queue. */
function namesIn({ letters }: PostOffice): readonly string[] {
  return letters.flatMap(({ body }) => {
    const { content } = JSON.parse(body) as Delivery;
    return content.type === 'digest' ? content.entries.map(({ title }) => title) : [];
  });
}

const BROKEN = new DeliveryError('NOT_NOW', 'it answered 500');

describe('a digest', () => {
  const LOST = new DeliveryError('UNKNOWN', 'it did not answer');

  it('that fails is sent with what has come since', async () => {
    const alarms = { ...many(5), late: 61.8 };
    const { told, office } = await storm({
      alarms,
      vendor: noting((number) => (number === 2 ? BROKEN : undefined)),
    });
    expect(told.map(({ names }) => names)).toEqual([['a0'], ['a1', 'a2', 'a3', 'a4', 'late']]);
    expect(office.counts.possibleDoubles).toBe(0);
  });

  it('of which nobody knows is sent as it was, and counted', async () => {
    const alarms = { ...many(5), late: 61.8 };
    const { told, office } = await storm({
      alarms,
      vendor: noting((number) => (number === 2 ? LOST : undefined)),
    });
    expect(told.map(({ names }) => names)).toEqual([['a0'], ['a1', 'a2', 'a3', 'a4'], ['late']]);
    expect(office.counts.possibleDoubles).toBe(4);
  });

  it('that is given up goes there, too', async () => {
    const { told, office } = await storm({
      alarms: many(15),
      vendor: noting((number) => (number >= 2 ? BROKEN : undefined)),
    });
    expect(told).toHaveLength(1);
    expect(namesIn(office).toSorted()).toEqual(Object.keys(many(15)).slice(1).toSorted());
    expect(office.queue.size()).toBe(0);
  });

  it('of a destination that is dead for long takes no more than it can, and is given up bit by bit', async () => {
    const alarms = many(400, { every: 120 });
    const fails = (number: number): Error | undefined => (number >= 2 ? BROKEN : undefined);
    const { told, office, most } = await storm({ alarms, vendor: noting(fails) });
    expect(told).toHaveLength(1);
    const letters = office.letters.map(({ body }) => JSON.parse(body) as Delivery);
    const listed = letters.flatMap(({ content, key }) =>
      content.type === 'digest' ? content.entries.map((entry) => entry.key) : [key],
    );
    expect(new Set(listed).size).toBe(399);
    expect(listed).toHaveLength(399);
    expect(most).toBeLessThanOrEqual(110);
    for (const { handedOverAt, parked } of letters) {
      expect(Date.parse(parked?.at ?? '') - Date.parse(handedOverAt)).toBeGreaterThan(12 * 3_600_000);
    }
  });

  it('the first of a storm that fails is tried again, and opens the window when it is there', async () => {
    const { told } = await storm({
      alarms: many(10, { every: 0.1 }),
      vendor: noting((number) => (number <= 3 ? BROKEN : undefined)),
    });
    expect(told.map(({ names }) => names.length)).toEqual([1, 9]);
    expect((told[1]?.time ?? 0) - (told[0]?.time ?? 0)).toBeGreaterThanOrEqual(60);
  });
});

describe('one invocation', () => {
  const GROUPED = { rules: { storms: 'grouped' } } as const;
  const digest = {
    ...deliveryIn(changeOf('a')),
    key: 'digest-1',
    subject: 'digest',
    content: { type: 'digest', entries: [{ key: 'k', title: 'a' }] },
  };

  it('sends the first, and lets the others wait for what is left of the window', async () => {
    const chat = delivering(GROUPED);
    expect(outcomesOf(await chat.run(changeOf('a'), changeOf('b')))).toEqual({
      'a ALARM 0': 'done',
      'b ALARM 0': 'later 60',
    });
    chat.time = 40_500;
    expect(outcomesOf(await chat.run(changeOf('b')))).toEqual({ 'b ALARM 0': 'later 20' });
  });

  it('opens no window with what its destination withholds', async () => {
    const chat = delivering({
      ...GROUPED,
      answer: (_job, number) => (number === 1 ? { withheld: 'so' } : {}),
    });
    const report = await chat.run(changeOf('a'), changeOf('b'), changeOf('c'));
    expect(outcomesOf(report)).toEqual({ 'a ALARM 0': 'done', 'b ALARM 0': 'done', 'c ALARM 0': 'later 60' });
  });

  it('sends what comes back from the dead-letter queue as a digest at once', async () => {
    const chat = delivering(GROUPED);
    const parked = { at: '2026-11-20T00:00:00.000Z', reason: 'x', mayHaveArrived: true };
    await chat.run(changeOf('a'));
    expect(outcomesOf(await chat.run(messageOf({ ...digest, parked })))).toEqual({ message: 'done' });
    expect(chat.jobs[1]).toMatchObject({ content: digest.content, isRepeat: true });
  });

  it('ends a thread with the end that it lists', async () => {
    const chat = delivering({ ...GROUPED, answer: () => ({ thread: 1 }) });
    await chat.run(changeOf('a'));
    const waiting = [changeOf('a', { state: 'OK', at: 1 }), changeOf('b', { at: 2 })];
    await chat.run(...waiting);
    chat.time = 60_000;
    await chat.run(...waiting);
    chat.time = 200_000;
    await chat.run(changeOf('a', { at: 200 }));
    expect(chat.jobs.map(({ content, thread }) => [content.type, thread])).toEqual([
      ['alarm', undefined],
      ['digest', undefined],
      ['alarm', undefined],
    ]);
  });

  it('sends what is held though the config has storms no more', async () => {
    const chat = delivering(GROUPED);
    const full = Array.from({ length: 10 }, (_, index) => changeOf(`a${index}`));
    await chat.run(changeOf('first'), ...full.slice(1));
    chat.time = 60_000;
    await chat.run(...full);
    expect(chat.jobs).toHaveLength(1);
    const { store } = chat;
    const each = delivering({ store: () => store });
    await each.run(changeOf('a9', { receiveCount: 2 }));
    expect(
      each.jobs.map(({ content }) => (content.type === 'digest' ? content.entries.length : content.type)),
    ).toEqual([9, 'alarm']);
  });

  it('sends a digest though the message that came back for it is settled', async () => {
    const chat = delivering({ ...GROUPED, answer: (_job, number) => (number === 2 ? BROKEN : {}) });
    const [a, b, c] = [changeOf('a'), changeOf('b', { at: 1 }), changeOf('c', { at: 2 })];
    await chat.run(a, b, c);
    chat.time = 60_000;
    expect(outcomesOf(await chat.run(b, c))).toEqual({ 'b ALARM 1': 'done', 'c ALARM 2': 'later 1' });
    expect(outcomesOf(await chat.run(c))).toEqual({ 'c ALARM 2': 'done' });
    expect(chat.jobs.map(({ content }) => content.type)).toEqual(['alarm', 'digest', 'digest']);
  });

  it('lists what it cannot put into words by its name', async () => {
    const chat = delivering(GROUPED);
    const odd = changeOf('odd', { at: 2 });
    const { content, ...rest } = deliveryIn(odd);
    const bare = content.type === 'alarm' ? { name: 'odd', state: 'ALARM', at: content.alarm.at } : {};
    const waiting = [
      changeOf('b', { at: 1 }),
      { ...odd, payload: { ...rest, content: { type: 'alarm', alarm: bare } } },
    ];
    await chat.run(changeOf('a'), ...waiting);
    chat.time = 60_000;
    expect(Object.values(outcomesOf(await chat.run(...waiting)))).toEqual(['done', 'done']);
    expect(chat.jobs[1]?.content).toMatchObject({
      entries: [{ title: 'b' }, { title: 'odd', state: 'ALARM' }],
    });
  });
});
