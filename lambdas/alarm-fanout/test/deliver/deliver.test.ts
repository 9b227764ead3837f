import type { Message } from '@kmscrypt/lambda';
import { describe, expect, it } from 'vitest';
import type { SubjectState } from '../../src/deliver/subject-state.ts';
import type { TargetJob } from '../../src/deliver/target.ts';
import { DeliveryError } from '../../src/delivery-error.ts';
import {
  BROKEN,
  BUSY,
  changeOf,
  deliveryIn,
  delivering,
  type Delivering,
  LOST,
  outcomesOf,
  REFUSED,
  type Scripted,
  subjectOf,
} from '../support/delivering.ts';

/** What was sent: names and states. */
function told({ jobs }: Delivering): readonly string[] {
  return jobs.map(({ content }) =>
    content.type === 'alarm' ? `${content.alarm.name} ${content.alarm.state}` : content.type,
  );
}

function stateOf({ store }: Delivering, name: string): SubjectState {
  return store.items.get(`to#chat#${subjectOf(name)}`)?.value as SubjectState;
}

/** Answers by the number of the job, the last for all that follow. */
function inTurn(...answers: readonly Scripted[]): (job: TargetJob, number: number) => Scripted {
  return (_job, number) => answers[number - 1] ?? answers.at(-1) ?? {};
}

function only(...names: readonly string[]): (failure: Scripted) => (job: TargetJob) => Scripted {
  return (failure) => (job) => (names.some((name) => job.subject === subjectOf(name)) ? failure : {});
}

describe('a change', () => {
  it('is told once, however often it comes', async () => {
    const chat = delivering();
    const report = await chat.run(changeOf('a'));
    expect(outcomesOf(report)).toEqual({ 'a ALARM 0': 'done' });
    const again = await chat.run(changeOf('a', { receiveCount: 2 }));
    expect([...(again.lanes[0]?.fates.values() ?? [])]).toEqual([{ status: 'repeat' }]);
    expect(told(chat)).toEqual(['a ALARM']);
  });

  it('is told once where it comes twice in a batch', async () => {
    const chat = delivering();
    const twice = [changeOf('a'), { ...changeOf('a'), id: 'again' }];
    expect(outcomesOf(await chat.run(...twice))).toEqual({ 'a ALARM 0': 'done', again: 'done' });
    expect(told(chat)).toEqual(['a ALARM']);
  });

  it('is claimed before it is sent, and settled after it', async () => {
    const statuses: unknown[] = [];
    const chat = delivering({
      answer: () => {
        statuses.push(stateOf(chat, 'a').marks.map(({ status }) => status));
        return {};
      },
    });
    await chat.run(changeOf('a'));
    statuses.push(stateOf(chat, 'a').marks.map(({ status }) => status));
    expect(statuses).toEqual([['sending'], ['sent']]);
  });

  it('goes on in the thread of its subject until that ends', async () => {
    const chat = delivering({ answer: (_job, number) => (number === 2 ? {} : { thread: { number } }) });
    await chat.run(changeOf('a'), changeOf('a', { state: 'OK', at: 1 }), changeOf('a', { at: 2 }));
    expect(chat.jobs.map(({ thread }) => thread)).toEqual([undefined, { number: 1 }, undefined]);
    expect(stateOf(chat, 'a').thread).toEqual({ number: 3 });
  });

  it('may be withheld by its destination, and is done', async () => {
    const chat = delivering({ answer: () => ({ withheld: 'such states are not told' }) });
    const report = await chat.run(changeOf('a'));
    expect([...(report.lanes[0]?.fates.values() ?? [])]).toMatchObject([{ outcome: 'withheld' }]);
    expect(report.lanes[0]?.ages).toEqual([]);
  });

  it('has its age from when it was handed over', async () => {
    const chat = delivering();
    chat.time = 90_000;
    const report = await chat.run(changeOf('a', { at: 0, handedOver: 60 }));
    expect(report.lanes[0]?.ages).toEqual([30]);
  });
});

describe('a late change', () => {
  it('is told with a remark, apart from the thread', async () => {
    const chat = delivering({ answer: () => ({ thread: 'a thread' }) });
    await chat.run(changeOf('a', { at: 9 }), changeOf('a', { state: 'OK', at: 3 }));
    expect(chat.jobs[1]).toMatchObject({ thread: undefined, content: { remarks: [expect.any(String)] } });
    expect(stateOf(chat, 'a')).toMatchObject({ thread: 'a thread', newest: { state: 'ALARM' } });
  });

  it('is superseded where the destination holds a state', async () => {
    const chat = delivering({ rules: { late: 'skip' } });
    const report = await chat.run(changeOf('a', { at: 9 }), changeOf('a', { state: 'OK', at: 3 }));
    expect(told(chat)).toEqual(['a ALARM']);
    expect(report.lanes[0]?.fates.get('a OK 3')).toMatchObject({ outcome: 'superseded' });
  });
});

describe('failures that pass', () => {
  it.each<[name: string, failure: Error, outcome: string, doubles: readonly number[]]>([
    ['it cannot be reached', BROKEN, 'failed 1', []],
    ['it says when', new DeliveryError('NOT_NOW', 'x', { retryAfter: 90 }), 'failed 90', []],
    ['it is busy', BUSY, 'failed 7', []],
    ['nobody knows', LOST, 'failed 1', [1]],
    ['a fault of ours', new TypeError('x is not a function'), 'failed 1', [1]],
  ])('%s', async (_name, failure, outcome, doubles) => {
    const chat = delivering({ answer: inTurn(failure, {}) });
    expect(outcomesOf(await chat.run(changeOf('a')))).toEqual({ 'a ALARM 0': outcome });
    expect(outcomesOf(await chat.run(changeOf('a', { receiveCount: 2 })))).toEqual({ 'a ALARM 0': 'done' });
    expect(chat.jobs.map(({ isRepeat }) => isRepeat)).toEqual([false, doubles.length > 0]);
    expect(chat.doubles).toEqual(doubles);
  });

  it('are waited for twice as long each time, whatever the message has waited for before', async () => {
    const chat = delivering({ answer: () => BROKEN });
    const waits: unknown[] = [];
    for (let receiveCount = 40; receiveCount < 48; receiveCount += 1) {
      const { outcomes } = await chat.run(changeOf('a', { receiveCount }));
      waits.push(Object.values(outcomesOf({ outcomes, lanes: [], foreign: [] }))[0]);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => `failed ${seconds}`));
  });

  it('what nobody knows of is not known after another failure either', async () => {
    const chat = delivering({ answer: inTurn(LOST, BROKEN, {}) });
    for (let receiveCount = 1; receiveCount <= 3; receiveCount += 1)
      await chat.run(changeOf('a', { receiveCount }));
    expect(chat.jobs.map(({ isRepeat }) => isRepeat)).toEqual([false, true, true]);
    expect(chat.doubles).toEqual([1]);
  });

  it('are of no matter where a destination knows what it has', async () => {
    const chat = delivering({ rules: { isIdempotent: true }, answer: inTurn(LOST, {}) });
    await chat.run(changeOf('a'));
    await chat.run(changeOf('a', { receiveCount: 2 }));
    expect(chat.jobs.map(({ isRepeat }) => isRepeat)).toEqual([false, true]);
    expect(chat.doubles).toEqual([]);
  });

  it('an invocation that ended while it was sending: nobody knows', async () => {
    const endless = new Promise<Scripted>(() => {});
    const chat = delivering({ answer: async (_job, number) => (number === 1 ? endless : {}) });
    void chat.run(changeOf('a'));
    await expect.poll(() => chat.jobs.length).toBe(1);
    await chat.run(changeOf('a', { receiveCount: 2 }));
    expect(chat.jobs.map(({ isRepeat }) => isRepeat)).toEqual([false, true]);
    expect(chat.doubles).toEqual([1]);
  });

  it('hold back what is of the same subject, and nothing else', async () => {
    const chat = delivering({ answer: only('a')(BROKEN) });
    const report = await chat.run(
      changeOf('a'),
      changeOf('b'),
      changeOf('a', { state: 'OK', at: 1 }),
      changeOf('b', { state: 'OK', at: 1 }),
    );
    expect(told(chat)).toEqual(['a ALARM', 'b ALARM', 'b OK']);
    expect(outcomesOf(report)).toEqual({
      'a ALARM 0': 'failed 1',
      'b ALARM 0': 'done',
      'a OK 1': 'later 1',
      'b OK 1': 'done',
    });
  });

  it('two in a row: it is down, and the rest is not tried', async () => {
    const chat = delivering({ answer: () => BROKEN });
    const report = await chat.run(...['a', 'b', 'c', 'd'].map((name) => changeOf(name)));
    expect(told(chat)).toEqual(['a ALARM', 'b ALARM']);
    expect(new Set(Object.values(outcomesOf(report)))).toEqual(new Set(['failed 1']));
  });

  it('two that are not in a row: it is up', async () => {
    const chat = delivering({ answer: only('a', 'c')(BROKEN) });
    await chat.run(...['a', 'b', 'c', 'd'].map((name) => changeOf(name)));
    expect(told(chat)).toEqual(['a ALARM', 'b ALARM', 'c ALARM', 'd ALARM']);
  });

  it('busy: the rest is not tried, and comes back with the first', async () => {
    const chat = delivering({ answer: inTurn({}, BUSY) });
    const report = await chat.run(...['a', 'b', 'c'].map((name) => changeOf(name)));
    expect(told(chat)).toEqual(['a ALARM', 'b ALARM']);
    expect(outcomesOf(report)).toEqual({
      'a ALARM 0': 'done',
      'b ALARM 0': 'failed 7',
      'c ALARM 0': 'failed 7',
    });
  });

  it('one that fails while others are taken does not make them wait for a minute', async () => {
    const chat = delivering({ answer: only('a')(BROKEN) });
    for (let index = 0; index < 8; index += 1) await chat.run(changeOf('a'), changeOf('b', { at: index }));
    const report = await chat.run(changeOf('a'), changeOf('b', { at: 9 }));
    expect(outcomesOf(report)['a ALARM 0']).toBe('failed 5');
  });
});

describe('what is refused', () => {
  it('goes to the dead-letter queue, with the reason', async () => {
    const chat = delivering({ answer: only('a')(REFUSED) });
    const report = await chat.run(changeOf('a'), changeOf('b'));
    expect(outcomesOf(report)).toEqual({ 'a ALARM 0': 'done', 'b ALARM 0': 'done' });
    expect(chat.letters).toMatchObject([
      { queue: expect.stringMatching(/:alarm-fanout-chat-dead-letters\.fifo$/), group: 'chat' },
    ]);
    expect(JSON.parse(chat.letters[0]?.body ?? '')).toEqual({
      ...deliveryIn(changeOf('a')),
      parked: { at: '2026-11-21T12:00:00.000Z', reason: 'chat answered 404', mayHaveArrived: false },
    });
    await chat.run(changeOf('a', { receiveCount: 2 }));
    expect(chat.letters).toHaveLength(1);
  });

  it('is tried anew when it is sent back from there, and only then', async () => {
    const chat = delivering({ answer: inTurn(REFUSED, {}) });
    await chat.run(changeOf('a'));
    const parked = JSON.parse(chat.letters[0]?.body ?? '') as object;
    const redriven: Message = { ...changeOf('a'), payload: parked };
    await chat.run({ ...redriven, payload: { ...parked, parked: { at: '2026-11-20T00:00:00.000Z' } } });
    expect(told(chat)).toHaveLength(1);
    await chat.run(redriven);
    await chat.run(redriven);
    expect(told(chat)).toHaveLength(2);
    expect(stateOf(chat, 'a').marks.map(({ status }) => status)).toEqual(['sent']);
  });

  it('is another message when it is refused once more', async () => {
    const chat = delivering({ answer: () => REFUSED });
    await chat.run(changeOf('a'));
    chat.time = 1_000;
    await chat.run({ ...changeOf('a'), payload: JSON.parse(chat.letters[0]?.body ?? '') });
    expect(new Set(chat.letters.map(({ deduplicationId }) => deduplicationId)).size).toBe(2);
  });

  it('comes back where the dead-letter queue does not take it', async () => {
    let problem: string | undefined = 'QueueDoesNotExist';
    const chat = delivering({ answer: () => REFUSED, problem: () => problem });
    const report = await chat.run(changeOf('a'));
    expect(report.outcomes.get('a ALARM 0')).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/404.*QueueDoesNotExist/),
    });
    problem = undefined;
    expect(outcomesOf(await chat.run(changeOf('a')))).toEqual({ 'a ALARM 0': 'done' });
    expect(chat.letters).toHaveLength(1);
    expect(chat.doubles).toEqual([]);
  });

  it('is sent once more where its secret has been exchanged', async () => {
    const jobs: string[] = [];
    const opened = (secret: string) => ({
      send: async () => {
        jobs.push(secret);
        if (secret === 'old') throw REFUSED;
        return {};
      },
    });
    const chat = delivering({
      target: { open: async () => opened('old'), reopen: async () => opened('new') },
    });
    expect(outcomesOf(await chat.run(changeOf('a')))).toEqual({ 'a ALARM 0': 'done' });
    expect(jobs).toEqual(['old', 'new']);
    expect(chat.letters).toEqual([]);
  });
});

describe('what is given up', () => {
  const OLD = 13 * 3_600_000;

  it.each<[name: string, time: number, failure: Error, letters: number]>([
    ['after twelve hours', OLD, BROKEN, 1],
    ['after twelve hours, though nobody knows', OLD, LOST, 1],
    ['not before', 11 * 3_600_000, BROKEN, 0],
  ])('%s', async (_name, time, failure, letters) => {
    const chat = delivering({ answer: () => failure });
    chat.time = time;
    const report = await chat.run(changeOf('a'));
    expect(report.outcomes.get('a ALARM 0')?.status).toBe(letters === 1 ? 'done' : 'failed');
    expect(chat.letters).toHaveLength(letters);
  });

  it('however old it is, it is tried', async () => {
    const chat = delivering();
    chat.time = OLD;
    await chat.run(changeOf('a'));
    expect(told(chat)).toEqual(['a ALARM']);
  });

  it('with it, what is as old, and would have failed as well', async () => {
    const chat = delivering({ answer: () => BROKEN });
    chat.time = OLD;
    const young = changeOf('young', { handedOver: OLD / 1_000 });
    const report = await chat.run(...['a', 'b', 'c', 'd'].map((name) => changeOf(name)), young);
    expect(told(chat)).toEqual(['a ALARM', 'b ALARM']);
    expect(chat.letters).toHaveLength(4);
    expect(report.outcomes.get('young ALARM 0')).toMatchObject({ status: 'failed' });
  });

  it.each<[name: string, failure: Error, others: readonly Message[], runs: number]>([
    ['when it has failed ten times while others were taken', BROKEN, [changeOf('b')], 10],
    ['when it has failed ten times by our fault', new TypeError('x'), [], 10],
  ])('%s', async (_name, failure, others, runs) => {
    const chat = delivering({ answer: only('a')(failure) });
    for (let run = 1; run <= runs; run += 1) {
      const more = others.map((message) => ({ ...message, payload: deliveryIn(changeOf('b', { at: run })) }));
      expect(chat.letters).toHaveLength(0);
      await chat.run(changeOf('a'), ...more);
    }
    expect(chat.letters).toHaveLength(1);
    expect(JSON.parse(chat.letters[0]?.body ?? '')).toMatchObject({
      parked: { mayHaveArrived: failure instanceof TypeError },
    });
  });

  it('not when it fails as all else does', async () => {
    const chat = delivering({ answer: () => BROKEN });
    for (let run = 1; run <= 30; run += 1) await chat.run(changeOf('a'), changeOf('b'));
    expect(chat.letters).toEqual([]);
  });

  it('what was sent back from the dead-letter queue is old from the start, and has ten tries', async () => {
    const chat = delivering({ answer: () => BROKEN });
    chat.time = OLD;
    const parked = { at: '2026-11-21T12:00:00.000Z', reason: 'x', mayHaveArrived: false };
    for (let receiveCount = 1; receiveCount <= 10; receiveCount += 1) {
      expect(chat.letters).toHaveLength(0);
      const message = changeOf('a', { receiveCount });
      await chat.run({ ...message, payload: { ...deliveryIn(message), parked } });
    }
    expect(chat.letters).toHaveLength(1);
  });
});
