import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/delivery.ts';
import { DeliveryError } from '../../src/delivery-error.ts';
import { laneKey } from '../../src/deliver/records.ts';
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

describe('a digest', () => {
  const BROKEN = new DeliveryError('NOT_NOW', 'it answered 500');
  const LOST = new DeliveryError('UNKNOWN', 'it did not answer');
  const REFUSED = new DeliveryError('REFUSED', 'it answered 400');

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

  it('that is refused goes to the dead-letter queue as one', async () => {
    const { told, office } = await storm({
      alarms: many(30),
      vendor: noting((number) => (number === 2 ? REFUSED : undefined)),
    });
    expect(told).toHaveLength(1);
    const [letter, ...more] = office.letters.map(({ body }) => JSON.parse(body) as Delivery);
    expect(more).toEqual([]);
    expect(letter).toMatchObject({
      subject: 'digest',
      content: {
        entries: Object.keys(many(30))
          .slice(1)
          .map((title) => ({ title })),
      },
      parked: { reason: 'it answered 400', mayHaveArrived: false },
    });
    expect(heldIn(office)).toMatchObject({ held: [] });
  });

  it('that is given up goes there, too', async () => {
    const { told, office } = await storm({
      alarms: many(15),
      vendor: noting((number) => (number >= 2 ? BROKEN : undefined)),
    });
    expect(told).toHaveLength(1);
    expect(office.letters).toHaveLength(1);
    expect(office.queue.size()).toBe(0);
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
